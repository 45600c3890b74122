// The section: jobs from south to north in bands as tall on the screen as the map's own rows.
import type { Field, Part, SectionData, Value, Zone } from "./types";

export interface SectionBand {
  /** Jobs in B by part, in the parts' order. */
  parts: number[];
  jobsA: number | null;
  workers: number;
}

export interface SectionView {
  bands: SectionBand[];
  /** Largest bar or tick of any year: the scale does not move while years play. */
  most: number;
}

/** Sorts zones into bands; `rows` gives each zone's band, -1 for one outside the window. */
export function sectionView(
  data: SectionData,
  zones: readonly Zone[],
  parts: readonly Part[],
  rows: readonly number[],
  count: number,
  index: number,
): SectionView {
  const bands = Array.from({ length: count }, (_, band): SectionBand => ({
    parts: parts.map((part) =>
      sum(data.b[index], (zone) => rows[zone] === band && zones[zone]?.part === part.id),
    ),
    jobsA: data.a ? sum(data.a[index], (zone) => rows[zone] === band) : null,
    workers: sum(data.workers[index], (zone) => rows[zone] === band),
  }));
  const fields = [data.b, data.workers, ...(data.a ? [data.a] : [])];
  return { bands, most: Math.max(1, ...fields.map((field) => largest(field, rows, count))) };
}

function sum(values: readonly Value[] | undefined, keep: (zone: number) => boolean): number {
  return (values ?? []).reduce<number>((total, value, zone) => total + (keep(zone) ? (value ?? 0) : 0), 0);
}

function largest(field: Field, rows: readonly number[], count: number): number {
  let most = 0;
  for (const values of field) {
    const totals = Array<number>(count).fill(0);
    values.forEach((value, zone) => {
      const band = rows[zone] ?? -1;
      if (band >= 0) totals[band] = (totals[band] ?? 0) + (value ?? 0);
    });
    most = Math.max(most, ...totals);
  }
  return most;
}

/** Where a side's jobs balance from south to north, in drawing units down; null without jobs. */
export function centreOf(
  values: readonly Value[] | undefined,
  zones: readonly Zone[],
  side: string,
): number | null {
  let [total, weighted] = [0, 0];
  zones.forEach((zone, index) => {
    if (zone.side !== side) return;
    const value = values?.[index] ?? 0;
    total += value;
    weighted += value * zone.y;
  });
  return total > 0 ? weighted / total : null;
}

/** Moves labels apart so that none is closer to the next than `gap`; order is kept. */
export function spread(wanted: readonly number[], gap: number): number[] {
  const order = wanted
    .map((_, index) => index)
    .sort((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0));
  const placed = [...wanted];
  let floor = -Infinity;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  return placed;
}
