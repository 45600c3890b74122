// What is shown: year, layer, zone, extent. One place, everybody listens.
export const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;
export const years = data.about.years;
export const hasA = data.about.a !== null;
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const listeners = [];
export const state = {
  year: years.length - 1,
  layer: data.layers[0].id,
  zone: null,
  pinned: false,
  extent: "region",
};

export function listen(listener) {
  listeners.push(listener);
}

export function change(update) {
  const changed = Object.keys(update).filter((key) => state[key] !== update[key]);
  if (!changed.length) return;
  Object.assign(state, update);
  for (const listener of listeners) listener(changed);
}

export function layerNow() {
  return data.layers.find((layer) => layer.id === state.layer);
}

let waiting = 0;
export function announce(text, delay = 0) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    document.getElementById("live").textContent = text;
  }, delay);
}
