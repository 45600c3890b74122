// Goals on one axis: 0 is the base year's value, 1 the target. Less-is-better goals are flipped.
import { isKnown } from "./format";
import type { Band, BandsResult, Goal, LightScenario, ScoreRow, Value, VerdictId } from "./types";

/** Ends of the drawn axis; marks beyond are held there and marked. */
export const LEFT = -0.2;
export const RIGHT = 1.34;
/** Where a goal without a target comes furthest: short of the line that would be one. */
const OPEN_BEST = 0.72;
const OPEN_WORST = -0.17;
/** Chance of meeting at which a verdict is plain. */
export const LIKELY = 0.8;
export const UNLIKELY = 0.2;
const FLAT = 1e-3;

export interface Mark {
  /** Share of the axis from its left end, 0 to 1. */
  at: number;
  beyond: boolean;
}

/** Where values stand on a goal's axis. */
export interface Axis {
  place(value: Value | undefined): Mark | null;
  /** False without a target: no target line, no verdict. */
  judged: boolean;
}

export function axisOf(row: ScoreRow): Axis {
  const target = row.meets === "" ? null : row.target;
  return isKnown(target) ? judgedAxis(row, target) : openAxis(row);
}

function judgedAxis(row: ScoreRow, target: number): Axis {
  const sign = row.better === "lower" ? -1 : 1;
  const first = row.first ?? 0;
  let span = sign * (target - first);
  // today's value meets the target, or does not exist: the axis still needs a length
  if (!(span > FLAT * Math.max(Math.abs(target), 1e-12)))
    span = Math.max(Math.abs(target - first), 0.25 * Math.abs(target), 1e-12);
  return { judged: true, place: (value) => mark(value, (x) => 1 + (sign * (x - target)) / span) };
}

/** Without a target the axis ends where the runs go furthest from today, in any year. */
function openAxis(row: ScoreRow): Axis {
  const sign = row.better === "lower" ? -1 : 1;
  const first = row.first ?? 0;
  const known = [...(row.a ?? []), ...row.b].filter(isKnown);
  const gains = known.map((value) => sign * (value - first));
  const span = Math.max(Math.max(...gains, 0) / OPEN_BEST, Math.min(...gains, 0) / OPEN_WORST, 1e-12);
  return { judged: false, place: (value) => mark(value, (x) => (sign * (x - first)) / span) };
}

function mark(value: Value | undefined, share: (value: number) => number): Mark | null {
  if (!isKnown(value)) return null;
  const at = share(value);
  const held = Math.min(Math.max(at, LEFT), RIGHT);
  return { at: (held - LEFT) / (RIGHT - LEFT), beyond: held !== at };
}

/** Share of the axis at which today (0) and the target (1) stand. */
export const TODAY_AT = (0 - LEFT) / (RIGHT - LEFT);
export const TARGET_AT = (1 - LEFT) / (RIGHT - LEFT);

/** One goal as the scorecard and the strip show it. */
export interface GoalView {
  goal: Goal;
  row: ScoreRow;
  verdict: VerdictId;
  band: Band | null;
  /** Year the verdict is about. */
  year: number;
  /** How far B is from the target in that year; positive meets. */
  margin: Value;
}

export function goalViews(scenario: LightScenario, bands: BandsResult | null): GoalView[] {
  return scenario.goals.flatMap((goal) => {
    const row = goal.row === null ? undefined : scenario.scorecard[goal.row];
    if (!row) return [];
    const years = scenario.about.years;
    const year = verdictYear(row, years);
    const band = bandAt(bands, row, year) ?? goal.band;
    return [
      {
        goal,
        row,
        band,
        year,
        verdict: verdictOf(pointVerdict(goal.verdict, row), band),
        margin: marginOf(row),
      },
    ];
  });
}

/** The band of a row's B in a year, null where none was computed. */
export function bandAt(bands: BandsResult | null, row: ScoreRow, year: number): Band | null {
  const found = bands?.rows.find(
    (one) =>
      one.of === "b" && one.indicator === row.indicator && one.scope === row.scope && one.year === year,
  );
  if (!bands || !found || !isKnown(found.low) || !isKnown(found.high)) return null;
  return { low: found.low, high: found.high, chance: found.chance, draws: bands.found };
}

export function verdictYear(row: ScoreRow, years: readonly number[]): number {
  const last = years[years.length - 1] ?? 0;
  if (row.line) return row.line.year;
  return isKnown(row.target_year) ? Math.min(row.target_year, last) : last;
}

/** While bands are computed the server says "checking"; the central run has its verdict all the same. */
function pointVerdict(verdict: VerdictId, row: ScoreRow): VerdictId {
  if (verdict !== "checking") return verdict;
  return row.meets === "yes" ? "meets" : "misses";
}

/** A known chance decides; without one the server's point verdict stands. */
export function verdictOf(point: VerdictId, band: Band | null): VerdictId {
  if (point === "none" || !band || band.chance === null) return point;
  if (band.chance >= LIKELY) return "meets";
  return band.chance <= UNLIKELY ? "misses" : "close";
}

function marginOf(row: ScoreRow): Value {
  if (row.meets === "" || !isKnown(row.target) || !isKnown(row.value_at_target_year)) return null;
  const sign = row.better === "lower" ? -1 : 1;
  return sign * (row.value_at_target_year - row.target);
}

/** The verdict under plan A: from its value in the target's year, without a band. */
export function verdictOfA(view: GoalView): VerdictId {
  const { row } = view;
  const value = row.line?.value_a ?? null;
  if (view.verdict === "none" || !isKnown(row.target) || !isKnown(value)) return "none";
  const sign = row.better === "lower" ? -1 : 1;
  return sign * (value - row.target) >= 0 ? "meets" : "misses";
}
