// A line from the least to the largest of some figures, zero always on it.
export interface Span {
  low: number;
  high: number;
  /** Place of a value in percent of the line. */
  at(value: number): number;
}

export function spanOf(values: readonly (number | null | undefined)[]): Span {
  const known = values.filter((value): value is number => value !== null && value !== undefined && Number.isFinite(value));
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  const length = high - low || 1;
  return { low, high, at: (value) => (100 * (Math.min(Math.max(value, low), high) - low)) / length };
}
