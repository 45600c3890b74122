// A probability on its axis: two zones that decide, the interval so few draws leave open, the share found.
import { LIKELY, UNLIKELY } from "../../goals";
import type { Interval } from "./interval";

export function ProbabilityAxis({ share, interval }: { share: number; interval: Interval }) {
  const at = (value: number) => `${100 * value}%`;
  return (
    <span class="probability" aria-hidden="true">
      <i class="zone not" style={{ width: at(UNLIKELY) }} />
      <i class="zone yes" style={{ left: at(LIKELY), width: at(1 - LIKELY) }} />
      <i class="open" style={{ left: at(interval.low), width: at(interval.high - interval.low) }} />
      <i class="found" style={{ left: at(share) }} />
    </span>
  );
}
