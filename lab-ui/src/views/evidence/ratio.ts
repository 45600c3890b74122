// Model over data on a log axis around 1, and what the tests say together.
import type { FitRow } from "../../types";

/** Half the axis: from a quarter to four times. */
const WIDEST = Math.log(4);
/** Largest |ln(model / data)| of a fitted figure that counts as reproduced. */
const REPRODUCED = 0.01;

/** Place on the axis in percent; beyond its ends a figure is held there. */
export function placeOf(ratio: number): number {
  const share = Math.log(ratio) / WIDEST;
  return 50 + 50 * Math.max(-1, Math.min(1, share));
}

export type Kind = "tested" | "fitted" | "near";

/** A figure the calibration never saw is a test; a fitted one is reproduced, or set as near as it goes. */
export function kindOf(row: FitRow): Kind {
  if (!row.fitted) return "tested";
  return row.ratio === null || Math.abs(Math.log(row.ratio)) < REPRODUCED ? "fitted" : "near";
}

/** Tests first, the furthest from the data first; then what was fitted. */
export function ordered(rows: readonly FitRow[]): FitRow[] {
  const miss = (row: FitRow) => (row.ratio === null ? 0 : Math.abs(Math.log(row.ratio)));
  return [...rows].sort((one, other) => Number(one.fitted) - Number(other.fitted) || miss(other) - miss(one));
}

/** How far off half of the tests are at most, as a share; null without tests. */
export function medianMiss(rows: readonly FitRow[]): number | null {
  const misses = rows
    .filter((row) => !row.fitted && row.ratio !== null)
    .map((row) => Math.exp(Math.abs(Math.log(row.ratio ?? 1))) - 1)
    .sort((one, other) => one - other);
  return misses.length ? (misses[Math.floor((misses.length - 1) / 2)] ?? null) : null;
}

/** Rows whose texts hold every word that is looked for. */
export function matching<T>(rows: readonly T[], texts: (row: T) => readonly string[], search: string): T[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = texts(row).join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
