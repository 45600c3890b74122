// Arrow keys on a map: the nearest zone in the direction asked.
import type { Zone } from "../types";

export const ARROWS: Record<string, readonly [number, number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Returns the index of the nearest zone that way; the same zone where there is none. */
export function neighbour(zones: readonly Zone[], from: number, dx: number, dy: number): number {
  const here = zones[from];
  if (!here) return from;
  let [best, least] = [from, Infinity];
  zones.forEach((zone, index) => {
    const along = (zone.x - here.x) * dx + (zone.y - here.y) * dy;
    const aside = Math.abs((zone.x - here.x) * dy) + Math.abs((zone.y - here.y) * dx);
    const cost = along + 2 * aside;
    if (index !== from && along > 0 && aside <= 2 * along && cost < least) [best, least] = [index, cost];
  });
  return best;
}

/** Where the arrows start: the zone with most people in the part the plan changes most. */
export function firstZone(zones: readonly Zone[], focus: string): number {
  const weight = (zone: Zone) => (zone.part === focus ? 1e12 : 0) + zone.weight;
  let best = 0;
  zones.forEach((zone, index) => {
    const champion = zones[best];
    if (champion && weight(zone) > weight(champion)) best = index;
  });
  return best;
}
