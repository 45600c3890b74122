// Colours of the fixed scales: Delta for amounts, Tide for differences.
import type { Layer, Value } from "./types";

const DELTA = 7;
const TIDE = 9;

/** Index of the class a value falls in: limits belong to the class above them. */
export function classOf(value: number, limits: readonly number[]): number {
  let index = 0;
  while (index < limits.length && value >= (limits[index] ?? Infinity)) index += 1;
  return index;
}

/** Spreads the classes over the seven colours. */
export function deltaColour(index: number, classes: number): string {
  const step = classes <= 1 ? 0 : Math.round((index * (DELTA - 1)) / (classes - 1));
  return `var(--d${step})`;
}

/** Class on the scale on both sides of zero: its middle is "about the same". */
export function tideClass(value: number, limits: readonly number[]): number {
  const size = classOf(Math.abs(value), limits);
  return value < 0 ? limits.length - size : limits.length + size;
}

export function tideColour(index: number, limits: readonly number[]): string {
  const middle = (TIDE - 1) / 2;
  const away = index - limits.length;
  const step = limits.length ? Math.round((away * middle) / limits.length) : 0;
  return `var(--t${middle + step})`;
}

export function fillOf(value: Value | undefined, layer: Layer, isDifference: boolean): string {
  if (value === null || value === undefined) return "url(#nodata)";
  const limits = isDifference ? layer.differenceLimits : layer.limits;
  if (isDifference || layer.signed) return tideColour(tideClass(value, limits), limits);
  return deltaColour(classOf(value, limits), limits.length + 1);
}

/** Limits on both sides of zero, as the legend prints them. */
export function symmetric(limits: readonly number[]): number[] {
  return [...limits.map((limit) => -limit).reverse(), ...limits];
}

export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const rungs = [1, 2, 2.5, 5, 10].map((rung) => rung * power);
  const step = rungs.find((rung) => span / rung <= count) ?? power * 10;
  const ticks: number[] = [];
  for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + step * 1e-6; value += step)
    ticks.push(Number(value.toPrecision(12)));
  return ticks;
}

export function differenceOf(b: Value | undefined, a: Value | undefined): Value {
  return b === null || b === undefined || a === null || a === undefined ? null : b - a;
}
