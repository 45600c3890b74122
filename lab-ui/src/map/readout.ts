// The box that names a zone with its value, unit and year, joined to it by a line.
import { textWidth } from "../labels";
import { svg } from "./draw";

const PAD = 9;
const HEIGHT = 62;
const AWAY = 34;

export interface ReadoutText {
  name: string;
  value: string;
  unit: string;
}

/** Draws the box beside (x, y) inside the window, away from its nearer edge. */
export function readout(text: ReadoutText, x: number, y: number, width: number, height: number): SVGGElement {
  const wide = Math.max(86, textWidth(text.name), textWidth(text.unit), textWidth(text.value, 17) * 1.15);
  const boxWidth = Math.min(wide + 2 * PAD, width - 8);
  const left = clamp(x > width / 2 ? x - boxWidth - AWAY : x + AWAY, 4, width - boxWidth - 4);
  const top = clamp(y > height / 2 ? y - HEIGHT - 22 : y + 22, 4, height - HEIGHT - 4);
  const end = { x: clamp(x, left, left + boxWidth), y: clamp(y, top, top + HEIGHT) };
  const line = (row: number, className: string, words: string) =>
    svg("text", { x: left + PAD, y: top + ([18, 37, 54][row] ?? 0), class: className }, words);
  return svg(
    "g",
    { class: "readout" },
    svg("line", { x1: x, y1: y, x2: end.x, y2: end.y }),
    svg("rect", { x: left, y: top, width: boxWidth, height: HEIGHT, rx: 3 }),
    line(0, "name", text.name),
    line(1, "big", text.value),
    line(2, "unit", text.unit),
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
