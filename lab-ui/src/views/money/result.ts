// What `technopole value` and `technopole programme` answer.
import type { Value } from "../../types";

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
  robustness: null | {
    draws: number;
    portfolios: { mean_worth: number; mean_regret: number; largest_regret: number; best_in: number }[];
  };
  runs: number;
  /** Names of the candidates; answers of older versions have none, nor spending. */
  names?: Record<string, string>;
  years?: [number, number];
  spending?: { candidate: string; by_year: number[] }[];
  /** The choice as a scenario the page can show, where the server makes one. */
  scenario?: string;
}
