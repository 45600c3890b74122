// What each budget can buy: the best found at each cost, plans A and B, every measure alone.
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { niceTicks } from "../../scale";
import type { Lang } from "../../types";
import { unitName } from "../../units";
import { fill, type Words } from "../../words";
import { Figure, num, type TwinTable } from "../common/figure";
import { useWidth } from "../common/size";
import { candidateName, type ProgrammeResult } from "./result";

const HEIGHT = 320;
const EDGE = { left: 46, right: 16, top: 16, bottom: 40 };

export interface Place {
  cost: number;
  points: number;
}

export interface ParetoProps {
  programme: ProgrammeResult;
  a: Place | null;
  b: Place | null;
  ceiling: number | null;
  money: string;
  year: number;
  base: string;
  /** False where the answer was weighted in another way: plans A and B cannot be set beside it. */
  inPoints: boolean;
}

export function Pareto(props: ParetoProps) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const [frame, width] = useWidth<HTMLDivElement>();
  const { programme } = props;
  return (
    <Figure id="pareto" title={words.pareto_title} table={() => paretoTable(props, words, lang)}>
      <div class="pareto" ref={frame}>
        {width > 0 && <Chart {...props} width={width} />}
      </div>
      <p class="note">
        {programme.exact ? words.exact : fill(words.near, { runs: programme.runs })} <Robust programme={programme} />
      </p>
    </Figure>
  );
}

function Robust({ programme }: { programme: ProgrammeResult }) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const first = programme.robustness?.portfolios[0];
  if (!programme.robustness || !first) return null;
  const parts = {
    draws: programme.robustness.draws,
    best: number(100 * first.best_in, lang),
    regret: number(first.mean_regret, lang),
  };
  return <>{fill(words.robust, parts)}</>;
}

function Chart(props: ParetoProps & { width: number }) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const { programme, ceiling, width, inPoints } = props;
  const a = inPoints ? props.a : null;
  const b = inPoints ? props.b : null;
  const anyway = programme.base_cost ?? 0;
  const front = programme.front.map((point) => ({ cost: anyway + point.cost, points: point.worth }));
  const alone = programme.main_effects.flatMap((one) =>
    one.worth === null ? [] : [{ cost: anyway + one.cost, points: one.worth }],
  );
  const chosen = { cost: anyway + programme.cost, points: programme.worth };
  const all = [...front, ...alone, chosen, ...(a ? [a] : []), ...(b ? [b] : [])];
  const costs = [...all.map((one) => one.cost), ...(ceiling === null ? [] : [ceiling])];
  const most = 1.06 * Math.max(...costs, 1);
  // what happens anyway is most of the cost of a large plan: the axis then begins near it
  const least = Math.min(...costs) > 0.3 * most ? Math.max(0, Math.min(...costs) - 0.06 * most) : 0;
  const [low, high] = spread(all.map((one) => one.points));
  const x = (cost: number) => EDGE.left + ((cost - least) / (most - least)) * (width - EDGE.left - EDGE.right);
  const y = (points: number) => HEIGHT - EDGE.bottom - ((points - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const line = front.map((point) => `${x(point.cost).toFixed(1)} ${y(point.points).toFixed(1)}`).join("L");
  const yName = inPoints ? fill(words.pareto_axis, { base: props.base }) : words.pareto_axis_worth;
  const xName = fill(words.pareto_cost, { year: props.year, money: unitName(props.money, lang) });
  const gain = b && inPoints ? chosen.points - b.points : null;
  return (
    <svg class="drawn" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${yName}; ${xName}`}>
      {ceiling !== null && (
        <>
          <rect class="over-ceiling" x={x(ceiling)} y={EDGE.top} width={Math.max(0, width - EDGE.right - x(ceiling))} height={HEIGHT - EDGE.top - EDGE.bottom} />
          <path class="pareto-ceiling" d={`M${x(ceiling)} ${EDGE.top}V${HEIGHT - EDGE.bottom}`} />
          <text class="strong" {...beside(x(ceiling), width)} y={EDGE.top + 14}>
            {words.over}
          </text>
        </>
      )}
      {niceTicks(low, high, 5).map((tick) => (
        <g key={tick}>
          <path class={tick === 0 ? "base" : "grid"} d={`M${EDGE.left} ${y(tick)}H${width - EDGE.right}`} />
          <text x={EDGE.left - 8} y={y(tick) + 4} text-anchor="end">
            {number(tick, lang)}
          </text>
        </g>
      ))}
      {niceTicks(least, most, width < 420 ? 3 : 6).map((tick) => (
        <text key={tick} x={x(tick)} y={HEIGHT - EDGE.bottom + 18} text-anchor="middle">
          {number(tick, lang)}
        </text>
      ))}
      <text x={EDGE.left} y={EDGE.top - 4} class="quiet">
        {yName}
      </text>
      <text x={width - EDGE.right} y={HEIGHT - 4} text-anchor="end" class="quiet">
        {xName}
      </text>
      {alone.map((one, at) => (
        <circle key={at} class="alone" cx={x(one.cost)} cy={y(one.points)} r={3} />
      ))}
      <path class="front" d={`M${line}`} />
      {front.map((point, at) => (
        <circle key={at} class="front-point" cx={x(point.cost)} cy={y(point.points)} r={4.5} />
      ))}
      {gain !== null && b && Math.abs(x(chosen.cost) - x(b.cost)) < 24 && Math.abs(y(chosen.points) - y(b.points)) > 18 && (
        <path class="gain-arrow" d={`M${x(b.cost)} ${y(b.points) + (gain > 0 ? -9 : 9)}L${x(chosen.cost)} ${y(chosen.points) + (gain > 0 ? 9 : -9)}`} />
      )}
      {a && <Mark place={a} x={x} y={y} width={width} kind="a" text={fill(words.plan_a, { points: number(a.points, lang) })} />}
      {b && <Mark place={b} x={x} y={y} width={width} kind="b" text={fill(words.plan_b, { points: number(b.points, lang) })} />}
      <Mark
        place={chosen}
        x={x}
        y={y}
        width={width}
        kind="chosen"
        text={fill(words.recommended, { points: number(chosen.points, lang) })}
        more={gain !== null && gain > 0 ? fill(words.gain_arrow, { points: number(gain, lang) }) : ""}
      />
    </svg>
  );
}

/** Right of a line, or left of it where the room ends. */
function beside(at: number, width: number): { x: number; "text-anchor": "start" | "end" } {
  return at + 110 > width ? { x: at - 6, "text-anchor": "end" } : { x: at + 6, "text-anchor": "start" };
}

interface MarkProps {
  place: Place;
  x: (cost: number) => number;
  y: (points: number) => number;
  width: number;
  kind: "a" | "b" | "chosen";
  text: string;
  more?: string;
}

function Mark({ place, x, y, width, kind, text, more }: MarkProps) {
  const [left, top] = [x(place.cost), y(place.points)];
  const ends = left > width * 0.6;
  const under = kind === "b";
  const at = { x: left + (ends ? -10 : 10), "text-anchor": ends ? "end" : "start" } as const;
  return (
    <g class={`plan-mark ${kind}`}>
      <circle cx={left} cy={top} r={kind === "chosen" ? 6 : 7} />
      {more && (
        <text {...at} y={top - 22} class="quiet">
          {more}
        </text>
      )}
      <text {...at} y={under ? top + 18 : top - 7}>
        {text}
      </text>
    </g>
  );
}

/** From a little under the least to a little over the most, zero among them. */
export function spread(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const length = high - low || 1;
  return [low - (low < 0 ? 0.06 * length : 0), high + 0.14 * length];
}

function paretoTable(props: ParetoProps, words: Words["money"], lang: Lang): TwinTable {
  const { programme, money } = props;
  const names = (chosen: ProgrammeResult["chosen"]) =>
    chosen.map((one) => candidateName(programme, one.candidate, lang)).join(", ") || words.nothing;
  const row = (name: string, cost: number, points: number) => [name, num(number(cost, lang)), num(number(points, lang))];
  const plans = [
    ["plan_a", props.a],
    ["plan_b", props.b],
  ] as const;
  return {
    caption: words.pareto_title,
    heads: [words.head_chosen, `${words.head_cost}, ${unitName(money, lang)}`, words.head_worth],
    rows: [
      ...plans.flatMap(([key, place]) =>
        place && props.inPoints ? [row(fill(words[key], { points: "" }).replace(/[,，]\s*$/, ""), place.cost, place.points)] : [],
      ),
      ...programme.front.map((point) => row(names(point.chosen), (programme.base_cost ?? 0) + point.cost, point.worth)),
    ],
  };
}
