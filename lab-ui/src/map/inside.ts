// Which differences lie inside the uncertainty band: B could as well be A there.
import type { State } from "../store";
import type { Layer } from "../types";

/** Returns a test by zone, null while no band of this layer is known. */
export function insideBand(
  { bands, year, scenario }: State,
  layer: Layer,
): ((zone: number) => boolean) | null {
  const found = bands?.layer;
  const index = scenario?.about.years.indexOf(year) ?? -1;
  if (!found || found.id !== layer.id || index < 0) return null;
  const [low, high] = [found.low[index] ?? [], found.high[index] ?? []];
  return (zone) => {
    const [from, to] = [low[zone] ?? null, high[zone] ?? null];
    return from !== null && to !== null && from <= 0 && to >= 0;
  };
}
