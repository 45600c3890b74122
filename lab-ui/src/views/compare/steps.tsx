// The contribution steps: what each part of the difference between A and B does to one figure.
import { useEffect, useRef, useState } from "preact/hooks";
import { amount, isKnown, short } from "../../format";
import type { GoalView } from "../../goals";
import { useLab, useLabState, useWords } from "../../lab";
import { textWidth } from "../../labels";
import { Twin } from "../../parts/table";
import { useGoals } from "../../parts/use-goals";
import { SourceError } from "../../source";
import type { Steps } from "../../types";
import { unitName } from "../../units";
import { fill, type Words } from "../../words";
import { layoutSteps } from "./steps-layout";

const HEIGHT = 128;
const TOP = 24;
const FLOOR = 30;
/** Share of its column a bar takes. */
const BAR = 0.36;

export function StepsChart() {
  const goals = useGoals();
  const why = useLabState((state) => state.why);
  const [chosen, setChosen] = useState("");
  const keyOf = (goal: GoalView) => `${goal.row.indicator} ${goal.row.scope}`;
  const wanted = chosen || (why ? `${why.indicator} ${why.scope}` : "");
  const goal = goals.find((one) => keyOf(one) === wanted) ?? goals[0];
  return goal ? <ForGoal goal={goal} goals={goals} choose={setChosen} keyOf={keyOf} /> : null;
}

interface ForGoalProps {
  goal: GoalView;
  goals: GoalView[];
  choose: (key: string) => void;
  keyOf: (goal: GoalView) => string;
}

function ForGoal({ goal, goals, choose, keyOf }: ForGoalProps) {
  const words = useWords().compare;
  const lang = useLabState((state) => state.lang);
  const year = useLabState((state) => state.year);
  const { steps, error } = useSteps(goal);
  const { row } = goal;
  const [before, after] = words.steps.split("{goal}");
  const head = { unit: unitName(row.unit, lang), year };
  return (
    <section class="contribution">
      <h2>
        {fill(before ?? "", head)}
        <select
          aria-label={words.steps_for}
          value={keyOf(goal)}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {goals.map((one) => (
            <option value={keyOf(one)}>{one.goal.name}</option>
          ))}
        </select>
        {fill(after ?? "", head)}
      </h2>
      {steps ? (
        <Twin table={() => tableOf(steps, goal, words, lang, year)}>
          <Bars steps={steps} goal={goal} />
        </Twin>
      ) : (
        <p class="note">{error || words.steps_loading}</p>
      )}
    </section>
  );
}

function tableOf(
  steps: Steps,
  { row, goal }: GoalView,
  words: Words["compare"],
  lang: Parameters<typeof amount>[2],
  year: number,
) {
  const rows = [
    ["A", amount(steps.from, row.unit, lang)],
    ...steps.steps.map((step) => [step.name, amount(step.change, row.unit, lang, { sign: true })]),
    [words.together, amount(steps.together, row.unit, lang, { sign: true })],
    ["B", amount(steps.to, row.unit, lang)],
  ];
  return { caption: `${goal.name}, ${year}`, heads: [words.step, words.change], rows };
}

function Bars({ steps, goal }: { steps: Steps; goal: GoalView }) {
  const words = useWords();
  const lang = useLabState((state) => state.lang);
  const [holder, width] = useWidth();
  const { row } = goal;
  const target = goal.verdict !== "none" && isKnown(row.target) ? row.target : null;
  const layout = layoutSteps(steps, words.compare.together, target);
  if (!layout || !isKnown(steps.from) || !isKnown(steps.to))
    return <p class="note">{words.compare.steps_none}</p>;
  const { bars, low, high } = layout;
  const column = width / (bars.length + 2);
  const y = (value: number) => TOP + (1 - (value - low) / (high - low || 1)) * (HEIGHT - TOP - FLOOR - 18);
  const better = row.better === "lower" ? -1 : 1;
  const middle = (index: number) => column * (index + 0.5);
  return (
    <div class="steps-chart" ref={holder}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={goal.goal.name}>
          {target !== null && (
            <>
              <path class="target" d={`M0 ${y(target)}H${width}`} />
              <text class="note" x={8} y={y(target) - 5}>
                {fill(words.compare.target, { value: amount(target, row.unit, lang) })}
              </text>
            </>
          )}
          <End
            x={middle(0)}
            y={y(steps.from)}
            value={short(steps.from, row.unit, lang)}
            name={words.shell.plan_a}
          />
          {bars.map((bar, index) => {
            const [x, top] = [middle(index + 1), Math.min(y(bar.from), y(bar.to))];
            const size = Math.max(1.5, Math.abs(y(bar.to) - y(bar.from)));
            const up = bar.to >= bar.from;
            const from = index === 0 ? middle(0) : middle(index) - (column * BAR) / 2;
            return (
              <g>
                <path class="joint" d={`M${from} ${y(bar.from)}H${x + (column * BAR) / 2}`} />
                <rect
                  class={better * bar.change >= 0 ? "step-up" : "step-down"}
                  x={x - (column * BAR) / 2}
                  y={top}
                  width={column * BAR}
                  height={size}
                />
                <text class="value" x={x} y={up ? top - 6 : top + size + 16} text-anchor="middle">
                  {short(rounded(bar.change, high - low), row.unit, lang, { sign: true })}
                </text>
                <Name x={x} text={bar.name} room={column} />
              </g>
            );
          })}
          <path
            class="joint"
            d={`M${middle(bars.length) - (column * BAR) / 2} ${y(steps.to)}H${middle(bars.length + 1)}`}
          />
          <End
            x={middle(bars.length + 1)}
            y={y(steps.to)}
            value={short(steps.to, row.unit, lang)}
            name={words.shell.plan_b}
            verdict={goal}
          />
        </svg>
      )}
    </div>
  );
}

function End({
  x,
  y,
  value,
  name,
  verdict,
}: {
  x: number;
  y: number;
  value: string;
  name: string;
  verdict?: GoalView;
}) {
  return (
    <g>
      <circle class={verdict ? `end ${verdict.verdict}` : "end a"} cx={x} cy={y} r={7} />
      <text class="value" x={x} y={y - 13} text-anchor="middle">
        {value}
      </text>
      <text class="name" x={x} y={HEIGHT - 6} text-anchor="middle">
        {name}
      </text>
    </g>
  );
}

/** Steps are as precise as a hundredth of the chart: finer digits would be of no bar one sees. */
function rounded(change: number, span: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(span, 1e-12) / 100));
  return Math.round(change / step) * step;
}

/**
 * Parts of one programme share what stands before the colon, so a name too long for its column loses that
 * first and is cut then; the whole text is the title.
 */
function Name({ x, text, room }: { x: number; text: string; room: number }) {
  let shown = textWidth(text) > room - 8 ? text.replace(/^.*?[:：]\s*(?=.{4})/, "") : text;
  shown = shown.charAt(0).toUpperCase() + shown.slice(1);
  const whole = shown;
  while (shown.length > 4 && textWidth(shown) > room - 8) shown = shown.slice(0, -2).trimEnd();
  return (
    <text class="name" x={x} y={HEIGHT - 6} text-anchor="middle">
      <title>{text}</title>
      {shown === whole ? whole : `${shown}…`}
    </text>
  );
}

function useSteps(goal: GoalView): { steps: Steps | null; error: string } {
  const { store, source } = useLab();
  const words = useWords().compare;
  const shown = useLabState((state) => state.shown);
  const year = useLabState((state) => state.year);
  const playing = useLabState((state) => state.playing);
  const lang = useLabState((state) => state.lang);
  const work = useLabState((state) => state.work);
  const [steps, setSteps] = useState<Steps | null>(null);
  const [error, setError] = useState("");
  const { indicator, scope } = goal.row;
  useEffect(() => {
    if (!shown || playing || work !== "ready") return;
    if (shown.a === shown.b) return setError(words.same);
    const control = new AbortController();
    setError("");
    const question = { region: store.get().region, a: shown.a, b: shown.b, lang };
    source.steps(question, { indicator, scope, year }, control.signal).then(
      (found) => (found ? setSteps(found) : (setSteps(null), setError(words.steps_none))),
      (reason: unknown) => {
        if (control.signal.aborted) return;
        setSteps(null);
        setError(reason instanceof SourceError ? reason.message : String(reason));
      },
    );
    return () => control.abort();
  }, [indicator, scope, shown, year, playing, lang, work]);
  return { steps, error };
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return [element, width] as const;
}
