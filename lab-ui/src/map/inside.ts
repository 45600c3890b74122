// Which differences lie inside the uncertainty band: B could as well be A there.
import type { State } from "../store";
import type { Layer } from "../types";

/** Returns a test by zone, null while no band of this layer and year is known. */
export function insideBand({ bands, year }: State, layer: Layer): ((zone: number) => boolean) | null {
  const found = bands?.zones?.find((one) => one.layer === layer.id && one.year === year);
  if (!found) return null;
  return (zone) => {
    const [low, high] = [found.low[zone] ?? null, found.high[zone] ?? null];
    return low !== null && high !== null && low <= 0 && high >= 0;
  };
}
