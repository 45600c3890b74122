// How often a value is drawn, as a smooth curve: a Gaussian kernel of Silverman's width.
export interface Point {
  x: number;
  y: number;
}

const POINTS = 80;

/** Returns the curve over [low, high]; draws that are all the same give a narrow peak. */
export function density(draws: readonly number[], low: number, high: number): Point[] {
  if (!draws.length) return [];
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const spread = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length);
  const width = Math.max(1.06 * spread * draws.length ** -0.2, (high - low) / 200);
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const x = low + ((high - low) * index) / POINTS;
    const y = draws.reduce((sum, draw) => sum + Math.exp(-0.5 * ((x - draw) / width) ** 2), 0);
    return { x, y: y / (draws.length * width * Math.sqrt(2 * Math.PI)) };
  });
}
