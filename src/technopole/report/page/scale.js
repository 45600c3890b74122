// Classes of the fixed scales.
const DELTA = 7;

export function classOf(value, limits) {
  let index = 0;
  while (index < limits.length && value >= limits[index]) index += 1;
  return index;
}

export function deltaColour(index, classes) {
  const step = classes <= 1 ? 0 : Math.round((index * (DELTA - 1)) / (classes - 1));
  return `var(--d${step})`;
}

export function tideClass(value, limits) {
  const size = classOf(Math.abs(value), limits);
  return value < 0 ? limits.length - size : limits.length + size;
}

export function tideColour(index) {
  return `var(--t${index})`;
}

export function colourOf(value, layer, isDifference) {
  if (value === null || value === undefined) return "url(#nodata)";
  if (isDifference) return tideColour(tideClass(value, layer.differenceLimits));
  if (layer.signed) return tideColour(tideClass(value, layer.limits));
  return deltaColour(classOf(value, layer.limits), layer.limits.length + 1);
}

export function niceTicks(low, high, count) {
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step =
    [1, 2, 2.5, 5, 10].map((rung) => rung * power).find((rung) => span / rung <= count) || power * 10;
  const ticks = [];
  for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + step * 1e-6; value += step)
    ticks.push(Number(value.toPrecision(12)));
  return ticks;
}
