// One goal: name and measure, the axis with A, B, band and target, the value with its change and verdict.
import { useEffect, useRef, useState } from "preact/hooks";
import { amount, isKnown, short } from "../../format";
import { axisOf, bandAt, TARGET_AT, TODAY_AT, type Axis, type GoalView, type Mark } from "../../goals";
import { useLab, useLabState, useWords } from "../../lab";
import { Glyph } from "../../parts/glyph";
import { differenceOf } from "../../scale";
import type { Band, ScoreRow, Value, VerdictId } from "../../types";
import { verdictWords } from "../../verdict-words";
import { fill, type Words } from "../../words";

/** How long a crossing of the target pulses (milliseconds). */
const PULSE = 900;
/** Share of the axis below which the arrow of a preview would be no arrow. */
const LEAST_ARROW = 0.006;

interface RowProps {
  goal: GoalView;
  /** Position of the shown year. */
  index: number;
  /** Change by the next step of the focused lever, in the row's unit. */
  effect: number | null;
}

export function GoalRow({ goal, index, effect }: RowProps) {
  const { row, verdict } = goal;
  const words = useWords();
  const year = useLabState((state) => state.year);
  const lang = useLabState((state) => state.lang);
  const crossed = useCrossing(verdict);
  const axis = axisOf(row);
  const b = row.b[index] ?? null;
  const a = row.a?.[index] ?? null;
  const bands = useLabState((state) => state.bands);
  const band = bandAt(bands, row, year) ?? (goal.year === year ? goal.band : null);
  const note = targetNote(goal, amount(row.target, row.unit, lang), words);
  return (
    <li class={`goal ${verdict}${crossed ? " crossed" : ""}`} data-figure={`${row.indicator} ${row.scope}`}>
      <div class="goal-name">
        <b class="row-name">{goal.goal.name}</b>
        <span class="note" title={note}>
          {goal.goal.measure}
        </span>
        <span class="unseen">{note}</span>
      </div>
      <GoalLine axis={axis} a={a} b={b} band={band} effect={effect} title={note} />
      <GoalValue goal={goal} band={band} b={b} a={a} />
    </li>
  );
}

function targetNote(goal: GoalView, target: string, words: Words): string {
  const { row } = goal;
  if (goal.verdict === "none" || !isKnown(row.target)) return words.plan.no_target;
  const grade = `grade_${row.target_grade}` as keyof Words["why"];
  const graded = words.why[grade];
  const said = isKnown(row.target_year)
    ? fill(words.plan.target_by, { value: target, year: row.target_year })
    : fill(words.plan.target_undated, { value: target });
  return graded ? `${said} (${graded})` : said;
}

interface LineProps {
  axis: Axis;
  a: Value;
  b: Value;
  band: Band | null;
  effect: number | null;
  title: string;
}

function GoalLine({ axis, a, b, band, effect, title }: LineProps) {
  const [atA, atB] = [axis.place(a), axis.place(b)];
  const from = atA?.at ?? TODAY_AT;
  const [low, high] = [axis.place(band?.low), axis.place(band?.high)];
  return (
    <div class="line" title={title}>
      {axis.judged && <i class="wash" style={{ left: percent(TARGET_AT) }} />}
      <i class="rule" />
      <i class="today" style={{ left: percent(TODAY_AT) }} />
      {low && high && <i class="band" style={span(low.at, high.at)} />}
      {atB && <i class="run" style={span(from, atB.at)} />}
      {axis.judged && <i class="target" style={{ left: percent(TARGET_AT) }} />}
      {atA && <Dot mark={atA} of="a" />}
      {atB && <Dot mark={atB} of="b" />}
      {atB && effect !== null && isKnown(b) && <Arrow from={atB} to={axis.place(b + effect)} />}
    </div>
  );
}

function Dot({ mark, of }: { mark: Mark; of: "a" | "b" }) {
  return (
    <i
      class={`dot ${of}${mark.beyond ? (mark.at > 0.5 ? " beyond" : " before") : ""}`}
      style={{ left: percent(mark.at) }}
    />
  );
}

/** Where the next step of the focused lever would bring B. */
function Arrow({ from, to }: { from: Mark; to: Mark | null }) {
  if (!to || Math.abs(to.at - from.at) < LEAST_ARROW) return null;
  return <i class={`arrow ${to.at > from.at ? "up" : "down"}`} style={span(from.at, to.at)} />;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function span(from: number, to: number): { left: string; width: string } {
  return { left: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) };
}

function GoalValue({ goal, band, a, b }: { goal: GoalView; band: Band | null; a: Value; b: Value }) {
  const { store } = useLab();
  const words = useWords();
  const lang = useLabState((state) => state.lang);
  const year = useLabState((state) => state.year);
  const checking = useLabState((state) => state.checking);
  const { row } = goal;
  const options = band ? { band: band.high - band.low } : {};
  const value = short(b, row.unit, lang, options);
  const name = fill(words.why.open, { name: goal.goal.name, value });
  const open = () => store.set({ why: { indicator: row.indicator, scope: row.scope } });
  return (
    <div class="goal-value">
      <button type="button" class="value" aria-label={name} title={name} onClick={open}>
        {value}
      </button>
      <Change row={row} change={differenceOf(b, a)} {...options} />
      <span class="verdict">
        {goal.verdict !== "none" && <Glyph verdict={checking && !goal.band ? "checking" : goal.verdict} />}
        {goal.verdict === "none" ? (
          <span class="note">{words.plan.no_target}</span>
        ) : (
          verdictWords(goal, lang, year, checking)
        )}
      </span>
    </div>
  );
}

/** Written no finer than the value beside it, but for its first digit: 33,000 is not 33,200 more than nothing. */
function Change({ row, change, band = 0 }: { row: ScoreRow; change: Value; band?: number }) {
  const { store } = useLab();
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const hasA = useLabState((state) => Boolean(state.scenario?.about.a));
  if (!hasA) return <span class="change">{words.choose_baseline}</span>;
  const open = () => store.set({ why: { indicator: row.indicator, scope: row.scope } });
  return (
    <button type="button" class="change" onClick={open}>
      {short(change, row.unit, lang, { sign: true, band: Math.min(band, 2 * Math.abs(change ?? 0)) })}
    </button>
  );
}

/** True for a moment after the verdict became another one; "checking" is no verdict. */
function useCrossing(verdict: VerdictId): boolean {
  const before = useRef(verdict);
  const [crossed, setCrossed] = useState(false);
  useEffect(() => {
    if (verdict === before.current || verdict === "checking") return;
    before.current = verdict;
    setCrossed(true);
    const timer = setTimeout(() => setCrossed(false), PULSE);
    return () => clearTimeout(timer);
  }, [verdict]);
  return crossed;
}
