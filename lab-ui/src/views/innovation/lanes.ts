// Where the lanes lie and how wide a project is: side 1 below the boundary, side 2 above it.
import { leaving, sum, takenUp, type Lane, type Snapshot } from "./pipeline";

export interface Strip {
  side: number;
  /** Across coordinate of the lane's edge at the boundary. */
  edge: number;
  /** +1 where depth grows with the across coordinate (below, or right), -1 where it shrinks. */
  direction: 1 | -1;
  /** Room from the boundary to the lane's outer edge. */
  depth: number;
}

export interface Lanes {
  strips: Strip[];
  /** Across coordinates of the boundaries between lanes. */
  boundaries: number[];
  /** Pixels a project a year, by side. */
  scales: number[];
}

export interface LanesHow {
  ownScales?: boolean | undefined;
  upright?: boolean;
}

/** Depth left free beside the boundary: bands that cross turn here, and their names stand here. */
export const INNER = 46;
/** Depth left free at the outer edge: what fails fades here. */
export const OUTER = 44;
/** Least part of the room for a lane: names and queues need it where projects are few. */
const LEAST_SHARE = 0.36;
const LEAST_UPRIGHT = 0.45;

/**
 * Divides the room among the sides: the larger side's lane is wider, all share one scale. With `ownScales`
 * lanes are alike and each has a scale of its own.
 * The last lane is the first side's; it hangs below its boundary, all others stand above theirs.
 */
export function lanesOf(shots: readonly Snapshot[], room: number, how: LanesHow = {}): Lanes {
  const count = shots[0]?.lanes.length ?? 0;
  if (!count) return { strips: [], boundaries: [], scales: [] };
  const largest = Array.from({ length: count }, (_, side) =>
    Math.max(1e-9, ...shots.map((shot) => thickest(shot.lanes[side]))),
  );
  const depths = depthsOf(how.ownScales ? largest.map(() => 1) : largest, room, how.upright ? LEAST_UPRIGHT : LEAST_SHARE);
  const strips: Strip[] = [];
  const boundaries: number[] = [];
  let at = 0;
  for (let side = count - 1; side >= 0; side -= 1) {
    const depth = depths[side] ?? 0;
    const last = side === 0;
    strips.push({ side, edge: last ? at : at + depth, direction: last ? 1 : -1, depth });
    at += depth;
    if (!last) boundaries.push(at);
  }
  const free = (side: number) => Math.max(1, (depths[side] ?? 0) - INNER - OUTER);
  const own = largest.map((most, side) => free(side) / most);
  const scales = how.ownScales ? own : own.map(() => Math.min(...own));
  return { strips: strips.sort((one, other) => one.side - other.side), boundaries, scales };
}

function depthsOf(largest: number[], room: number, leastShare: number): number[] {
  const all = sum(largest);
  const least = Math.min(leastShare, 1 / largest.length);
  const shares = largest.map((most) => Math.max(least, most / all));
  const whole = sum(shares);
  return shares.map((share) => (share / whole) * room);
}

/** The most projects a year that stand side by side anywhere in a lane. */
export function thickest(lane: Lane | undefined): number {
  if (!lane) return 0;
  const nodes = lane.stages.map(takenUp);
  const queues = lane.stages.map((stage, index) =>
    Math.max(passedOn(lane, index) + stage.entries, leaving(lane, index)),
  );
  return Math.max(lane.results, ...nodes, ...queues);
}

/** What arrives in the queue of a stage from the stage before it on the same side. */
export function passedOn(lane: Lane, stage: number): number {
  return stage === 0 ? lane.results : (lane.stages[stage - 1]?.succeeded ?? 0);
}
