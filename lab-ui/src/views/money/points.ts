// Goal points: a hundredth of the way from today to a target, weighted over the goals.
import type { GoalInfo, LightScenario, ScoreRow } from "../../types";
import type { ProgrammeResult, ValueResult, ValueRow } from "./result";

const BILLION = 1e9;
const SAME = 1e-4;
/** Weights of a programme are written with few digits: so far its worth may be from this page's points. */
const SAME_POINTS = 0.01;

export interface Weighed {
  /** "jobs@north" */
  figure: string;
  indicator: string;
  scope: string;
  name: string;
  place: string;
  today: number;
  target: number;
  value: number;
  valueA: number | null;
  weight: number;
}

export type Weights = Record<string, number>;

/** Returns the goals that can be counted in points: those with a target that differs from today. */
export function weighedGoals(scenario: LightScenario, infos: readonly GoalInfo[], weights: Weights): Weighed[] {
  return scenario.goals.flatMap((goal) => {
    const row = goal.row === null ? undefined : scenario.scorecard[goal.row];
    const info = infos.find((one) => one.indicator === goal.indicator && one.scope === goal.scope);
    const figure = `${goal.indicator}@${goal.scope}`;
    return row ? weighed(row, figure, goal.name || row.name, weights[figure] ?? 1, info?.target ?? row.target) : [];
  });
}

function weighed(row: ScoreRow, figure: string, name: string, weight: number, target: number | null): Weighed[] {
  if (target === null || row.first === null || row.last === null) return [];
  if (!(Math.abs(target - row.first) > SAME * Math.abs(target))) return [];
  return [
    {
      figure,
      indicator: row.indicator,
      scope: row.scope,
      name,
      place: row.scope_name,
      today: row.first,
      target,
      value: row.last,
      valueA: row.baseline_last,
      weight,
    },
  ];
}

/** What one unit of a goal's figure counts in points: the weight a programme is asked with. */
export function unitWorth(goal: Weighed, goals: readonly Weighed[]): number {
  const all = goals.reduce((sum, one) => sum + one.weight, 0);
  return all > 0 ? (100 * goal.weight) / (all * (goal.target - goal.today)) : 0;
}

/** Points of a change given by figure; figures that are no goal count nothing. */
export function pointsOf(change: (goal: Weighed) => number | null, goals: readonly Weighed[]): number {
  return goals.reduce((sum, goal) => sum + unitWorth(goal, goals) * (change(goal) ?? 0), 0);
}

export interface Ranked {
  measure: string;
  name: string;
  cost: number;
  /** Points for each billion: the better of the two estimates there are. */
  points: number;
  low: number;
  high: number;
  /** Whether it was run without the measure, so that the estimate is not the slope's alone. */
  checked: boolean;
  whole: boolean;
}

/**
 * Ranks measures by points for a billion. Two estimates span the interval: the slope, and what is lost when
 * the measure is left out. The dot is at the slope, but where a slope cannot see the way the measure opens.
 * `names`: of measures in the page's language, where they are known; answers speak English.
 */
export function ranking(
  result: ValueResult,
  goals: readonly Weighed[],
  names: ReadonlyMap<string, string> = new Map(),
): Ranked[] {
  const known = new Set(goals.map((goal) => goal.figure));
  const groups = new Map<string, ValueRow[]>();
  for (const row of result.values.filter((one) => known.has(one.goal) && one.cost > 0)) {
    const group = groups.get(row.measure);
    if (group) group.push(row);
    else groups.set(row.measure, [row]);
  }
  return [...groups.values()]
    .flatMap((rows) => (rows[0] ? [ranked(rows[0], rows, goals, names)] : []))
    .sort((one, other) => other.points - one.points);
}

function ranked(
  first: ValueRow,
  rows: readonly ValueRow[],
  goals: readonly Weighed[],
  names: ReadonlyMap<string, string>,
): Ranked {
  const by = new Map(rows.map((row) => [row.goal, row]));
  const billions = first.cost / BILLION;
  const slope = pointsOf((goal) => by.get(goal.figure)?.gain ?? null, goals) / billions;
  const checked = rows.every((row) => row.left_out !== null);
  const lost = checked ? pointsOf((goal) => by.get(goal.figure)?.left_out ?? null, goals) / billions : slope;
  return {
    measure: first.measure,
    name: names.get(first.measure) ?? first.name,
    cost: first.cost,
    points: first.whole || !checked ? slope : lost,
    low: Math.min(slope, lost),
    high: Math.max(slope, lost),
    checked,
    whole: first.whole,
  };
}

/** True where the first two cannot be told apart: their intervals overlap. */
export function firstTie(rows: readonly Ranked[]): boolean {
  const [one, other] = rows;
  return one !== undefined && other !== undefined && other.high >= one.low;
}

/** Points of plan B (or A) over the programme's base, null where a goal's base is not known. */
export function pointsOver(
  plan: "a" | "b",
  programme: ProgrammeResult | null,
  goals: readonly Weighed[],
): number | null {
  const without = new Map((programme?.goals ?? []).map((row) => [row.goal, row.without]));
  let known = true;
  const points = pointsOf((goal) => {
    const value = plan === "b" ? goal.value : goal.valueA;
    const base = programme ? without.get(goal.figure) : (goal.valueA ?? undefined);
    if (value === null || base === undefined) known = false;
    return value === null || base === undefined ? null : value - base;
  }, goals);
  return known ? points : null;
}

/** True where a programme's worth is in this page's points: it was asked with these goals and weights. */
export function isInPoints(programme: ProgrammeResult, goals: readonly Weighed[]): boolean {
  const known = new Map(goals.map((goal) => [goal.figure, goal]));
  if (!programme.goals.length || programme.goals.some((row) => !known.has(row.goal))) return false;
  const with_ = new Map(programme.goals.map((row) => [row.goal, row.with - row.without]));
  const points = pointsOf((goal) => with_.get(goal.figure) ?? null, goals);
  return Math.abs(points - programme.worth) <= SAME_POINTS * Math.max(1, Math.abs(points));
}

/** Goals the programme still misses. */
export function missed(programme: ProgrammeResult, goals: readonly Weighed[]): Weighed[] {
  const reached = new Map(programme.goals.map((row) => [row.goal, row.with]));
  return goals.filter((goal) => {
    const value = reached.get(goal.figure);
    if (value === undefined) return false;
    return goal.target > goal.today ? value < goal.target * (1 - 1e-3) : value > goal.target * (1 + 1e-3);
  });
}
