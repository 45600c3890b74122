// Rows of a scorecard for tests: a goal of 20 by the last year, from 10 today.
import type { GoalView } from "../src/goals";
import type { ScoreRow } from "../src/types";

export function row(parts: Partial<ScoreRow> = {}): ScoreRow {
  return {
    indicator: "jobs",
    name: "Jobs",
    scope: "north",
    scope_name: "North",
    family: "jobs",
    unit: "jobs",
    better: "higher",
    first: 10,
    last: 18,
    baseline_last: null,
    change: null,
    target: 20,
    target_year: 2046,
    target_grade: "plan",
    value_at_target_year: 18,
    meets: "no",
    grade: "assumed",
    letter: "D",
    published_indicator: "",
    b: [10, 18],
    a: null,
    has_baseline: false,
    line: null,
    ...parts,
  };
}

export function goal(
  parts: Partial<GoalView> = {},
  rowParts: Partial<ScoreRow> = {},
  name = "Jobs",
): GoalView {
  const made = row(rowParts);
  return {
    goal: {
      indicator: made.indicator,
      scope: made.scope,
      name,
      measure: "",
      row: 0,
      band: null,
      verdict: parts.verdict ?? "misses",
    },
    row: made,
    verdict: "misses",
    band: null,
    year: 2046,
    margin: -2,
    ...parts,
  };
}
