// Numbers as a reader says them; the same rules as in Python, so that page and script agree.
const MINUS = "\u2212";

function plain(size) {
  const rounded = Number(size.toPrecision(3));
  if (rounded === 0) return "0";
  if (rounded >= 1000) return Math.round(rounded).toLocaleString("en-GB");
  const places = Math.max(0, 2 - Math.floor(Math.log10(rounded) + 1e-12));
  const text = rounded.toFixed(places);
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

export function number(value, sign = false) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const rounded = Math.abs(value) < 1e-6 ? 0 : Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  const text =
    size >= 1e9 ? `${plain(size / 1e9)} bn` : size >= 1e6 ? `${plain(size / 1e6)} million` : plain(size);
  if (rounded === 0) return text;
  return (rounded < 0 ? MINUS : sign ? "+" : "") + text;
}

export function withUnit(value, unit, sign = false) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "no data";
  const text = number(value, sign);
  if (unit === "%" || unit.startsWith("% of")) return sign ? `${text} pt` : `${text} %`;
  return `${text} ${unit}`;
}

export function difference(b, a) {
  return b === null || a === null || b === undefined || a === undefined ? null : b - a;
}
