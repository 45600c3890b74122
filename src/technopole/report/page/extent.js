// What a map shows: the whole region, or the part the plan changes most.
import { data } from "./state.js";

const NARROWEST = 1.15; // width over height: a taller map would not fit beside its legend
export const EXTENTS = extents();

function extents() {
  const wide = Math.max(data.map.width, data.map.height * NARROWEST);
  const whole = [Math.round((data.map.width - wide) / 2), 0, Math.round(wide), data.map.height];
  const focus = data.map.zones.filter((zone) => zone.part === data.about.focus);
  const xs = focus.flatMap((zone) => bounds(zone.path)[0]);
  const ys = focus.flatMap((zone) => bounds(zone.path)[1]);
  const pad = 0.06 * (Math.max(...xs) - Math.min(...xs));
  let [left, top] = [Math.min(...xs) - pad, Math.min(...ys) - pad];
  let [width, height] = [Math.max(...xs) + pad - left, Math.max(...ys) + pad - top];
  const ratio = whole[2] / whole[3];
  if (width / height < ratio) [left, width] = [left - (height * ratio - width) / 2, height * ratio];
  else [top, height] = [top - (width / ratio - height) / 2, width / ratio];
  return { region: whole, focus: [left, top, width, height].map(Math.round) };
}

function bounds(path) {
  const xs = [],
    ys = [];
  for (const ring of path.split("z").filter(Boolean)) {
    const numbers = ring.match(/-?\d+/g).map(Number);
    let [x, y] = [0, 0];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      [x, y] = i === 0 ? [numbers[0], numbers[1]] : [x + numbers[i], y + numbers[i + 1]];
      xs.push(x);
      ys.push(y);
    }
  }
  return [xs, ys];
}
