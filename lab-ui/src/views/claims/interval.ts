// How far so few draws pin a probability down: Wilson's (1927) score interval.

/** Two-sided 90 %: the standard normal's 95th percentile. */
const Z = 1.6449;

export interface Interval {
  low: number;
  high: number;
}

/** Returns the interval of a share found in `draws` draws; all of the axis without draws. */
export function wilson(share: number, draws: number, z = Z): Interval {
  if (!(draws > 0)) return { low: 0, high: 1 };
  const square = (z * z) / draws;
  const middle = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / draws + square / (4 * draws));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
