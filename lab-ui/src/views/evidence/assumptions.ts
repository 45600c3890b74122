// Assumed figures as the region's table holds them.
import type { Scenario } from "../../types";

export interface Assumed {
  id: string;
  what: string;
  value: number;
  low: number | null;
  high: number | null;
  unit: string;
  usedIn: string;
  why: string;
}

export function assumptionsOf(scenario: Scenario): Assumed[] {
  return scenario.assumptions.map((row) => {
    const text = (key: string) => (row[key] === undefined || row[key] === null ? "" : String(row[key]));
    const figure = (key: string) => {
      const value = row[key] === "" || row[key] === null || row[key] === undefined ? NaN : Number(row[key]);
      return Number.isFinite(value) ? value : null;
    };
    return {
      id: text("assumption"),
      what: text("what"),
      value: figure("value") ?? NaN,
      low: figure("low"),
      high: figure("high"),
      unit: text("unit"),
      usedIn: text("used_in"),
      why: text("why"),
    };
  });
}

/** Place of the value between the ends of its range, in percent; null where the range has no length. */
export function withinRange({ value, low, high }: Assumed): number | null {
  if (low === null || high === null || !(high > low) || !Number.isFinite(value)) return null;
  return Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)));
}
