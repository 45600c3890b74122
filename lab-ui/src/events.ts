// Flags of the timeline: what opens in B, and how its date moved from A.
import type { PlanEvent } from "./types";

export interface FlagEvent {
  measure: string;
  title: string;
  text: string;
  /** Year in B. */
  year: number;
  /** Year in A where it is another one; null where A has none or the same. */
  yearInA: number | null;
}

/** One flag a measure, the moved ones first: they are what the levers changed. */
export function flagEvents(events: readonly PlanEvent[]): FlagEvent[] {
  const found = new Map<string, FlagEvent>();
  for (const event of events) {
    if (!event.flag || !event.plans.includes("B") || found.has(event.measure)) continue;
    found.set(event.measure, {
      measure: event.measure,
      title: event.title,
      text: event.text,
      year: event.year,
      yearInA: movedFrom(events, event),
    });
  }
  const seen = new Set<string>();
  const once = [...found.values()].filter((flag) => {
    const key = `${flag.year} ${flag.title}`;
    return !seen.has(key) && seen.add(key);
  });
  return once.sort(
    (one, other) => Number(other.yearInA !== null) - Number(one.yearInA !== null) || one.year - other.year,
  );
}

function movedFrom(events: readonly PlanEvent[], event: PlanEvent): number | null {
  if (event.plans !== "B") return null;
  const before = events.find(
    (one) => one.plans === "A" && one.measure === event.measure && one.kind === event.kind,
  );
  return before && before.year !== event.year ? before.year : null;
}

export function eventsIn(events: readonly PlanEvent[], year: number): PlanEvent[] {
  return events
    .filter((event) => event.year === year)
    .sort((one, other) => Number(other.flag) - Number(one.flag));
}
