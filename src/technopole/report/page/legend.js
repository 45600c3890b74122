import { html } from "./draw.js";
import { number } from "./format.js";
import { deltaColour, tideColour } from "./scale.js";
import { words } from "./state.js";

const LARGEST = 26;

// Colours from left to right; where the limits do not fit below them, every second is left out.
function steps(limits, colour, width) {
  const longest = Math.max(...limits.map((limit) => number(limit).length)) * 6.6 + 6;
  const every = Math.max(1, Math.ceil((longest * (limits.length + 1)) / width));
  const spans = [];
  for (let index = 0; index <= limits.length; index += 1) {
    const span = html("span", { style: { background: colour(index, limits.length + 1) } });
    if (
      index < limits.length &&
      Math.min(index, symmetrical(limits) ? limits.length - 1 - index : index) % every === 0
    )
      span.append(html("em", {}, number(limits[index])));
    spans.push(span);
  }
  return html("div", { class: "steps" }, ...spans);
}

function symmetrical(limits) {
  return limits[0] === -limits.at(-1);
}

function symmetric(limits) {
  return [...limits.map((limit) => -limit).reverse(), ...limits];
}

function bubbles(layer, scale) {
  return html(
    "div",
    { class: "bubbles" },
    ...layer.limits.map((limit) => {
      const size = `${2 * LARGEST * scale * Math.sqrt(limit / layer.limits[0])}px`;
      return html("span", {}, html("i", { style: { width: size, height: size } }), number(limit));
    }),
  );
}

export function layerTitle(layer) {
  if (layer.name.toLowerCase().includes(layer.unit)) return layer.name;
  const repeated = layer.unit.startsWith(layer.name.toLowerCase());
  return repeated ? layer.unit[0].toUpperCase() + layer.unit.slice(1) : `${layer.name}, ${layer.unit}`;
}

export function sharedLegend(layer, scale, width) {
  const title = html("p", { class: "note" }, `${layerTitle(layer)}. ${words.shared_scale}`);
  if (layer.kind === "circles") return [title, bubbles(layer, scale)];
  const colour = layer.signed ? tideColour : deltaColour;
  return [title, steps(layer.signed ? symmetric(layer.limits) : layer.limits, colour, width)];
}

export function differenceLegend(layer, width) {
  const ends = html(
    "p",
    { class: "note ends" },
    html("span", {}, `◀ ${words.fewer}`),
    html("span", {}, words.difference),
    html("span", {}, `${words.more} ▶`),
  );
  if (layer.kind === "circles") return [ends, html("p", { class: "note" }, layer.unit)];
  return [ends, steps(symmetric(layer.differenceLimits), tideColour, width)];
}
