// What `technopole value` and `technopole programme` answer.
import type { Lang, Value } from "../../types";

export interface ValueRow {
  measure: string;
  name: string;
  /** "jobs@north" */
  goal: string;
  /** By the slope, in the goal's unit. */
  gain: number;
  cost: number;
  gain_per_billion: Value;
  /** What is really lost without the measure; null where it was not run. */
  left_out: Value;
  /** False where the measure opens a way that was not there: a slope cannot see that. */
  whole: boolean;
}

export interface ValueResult {
  plan: string;
  year: number;
  values: ValueRow[];
}

export interface Choice {
  candidate: string;
  delay: number;
}

export interface ProgrammeResult {
  plan: string;
  base: string;
  chosen: Choice[];
  exact: boolean;
  cost: number;
  worth: number;
  goals: { goal: string; without: number; with: number }[];
  main_effects: { candidate: string; delay: number; worth: Value; cost: number }[];
  front: { cost: number; worth: number; chosen: Choice[] }[];
  budgets: { payer: string; year: number; amount: number; worth_a_billion: Value; worth_of_a_tenth_more: Value }[];
  /** What it takes to meet the targets the choice misses: `money` beyond the budgets, null if nothing tried does. */
  overrun?: null | { money: number | null; cost: number; chosen: Choice[]; missed: string[] };
  robustness: null | {
    draws: number;
    portfolios: { mean_worth: number; mean_regret: number; largest_regret: number; best_in: number }[];
  };
  runs: number;
  /** What may be chosen: names by language, and the measures that come together. */
  candidates?: { id: string; names: Partial<Record<Lang, string>>; measures: string[] }[];
  years?: [number, number];
  spending?: { candidate: string; by_year: number[] }[];
  /** What happens anyway costs in the years of the run. */
  base_cost?: number;
  /** The choice as a scenario of the page; null where levers cannot say it. */
  scenario?: string | null;
}

/** A candidate's name, else its identifier. */
export function candidateName(programme: ProgrammeResult, id: string, lang: Lang): string {
  const found = programme.candidates?.find((one) => one.id === id);
  return found?.names[lang] ?? found?.names.en ?? id;
}

/** What the choice holds: measures of chosen candidates, and every measure that is no candidate's. */
export function isKept(programme: ProgrammeResult, measure: string): boolean {
  const chosen = new Set(programme.chosen.map((one) => one.candidate));
  const holder = programme.candidates?.find((one) => one.measures.includes(measure));
  return holder ? chosen.has(holder.id) : programme.candidates ? true : chosen.has(measure);
}

/** The most that may be spent on what is chosen, over all years; null without a budget for all of it. */
export function ceilingOf(programme: ProgrammeResult): number {
  return programme.budgets.reduce((sum, row) => sum + row.amount, 0);
}
