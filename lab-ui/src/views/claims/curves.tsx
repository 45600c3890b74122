// How often a figure takes which value with the plan and in the future it is held against.
import { amount, figure } from "../../format";
import { useLabState, useWords } from "../../lab";
import { density, type Point } from "../../parts/density";
import { niceTicks } from "../../scale";
import { unitName, unitWords } from "../../units";
import { fill } from "../../words";
import { useWidth } from "../common/size";
import type { Sample } from "./result";

const HEIGHT = 152;
const FLOOR = 114;
const TOP = 34;

export interface CurvesProps {
  samples: readonly Sample[];
  /** Names of the futures, as the samples are ordered. */
  names: readonly string[];
  title: string;
  unit: string;
  goal: number | null;
}

export function Curves(props: CurvesProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  return <div ref={frame}>{width > 0 && <Drawing {...props} width={width} />}</div>;
}

function Drawing({ samples, names, title, unit, goal, width }: CurvesProps & { width: number }) {
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  const all = [...samples.flatMap((sample) => sample.values), ...(goal === null ? [] : [goal])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const pad = 0.14 * (most - least || Math.abs(most) || 1);
  const [low, high] = [least - pad, most + pad];
  const curves = samples.map((sample) => density(sample.values, low, high));
  const top = Math.max(1e-300, ...curves.flat().map((point) => point.y));
  const x = (value: number) => ((value - low) / (high - low)) * width;
  const y = (often: number) => FLOOR - (often / top) * (FLOOR - TOP);
  const { factor } = unitWords(unit, lang);
  const peaks = curves.map(peakOf);
  return (
    <figure class="distribution curves">
      <svg class="drawn" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={fill(words.curve_title, { figure: title })}>
        {/* the plan comes first and lies over what it is held against */}
        {curves
          .map((curve, at) => <path key={at} d={area(curve, x, y, width)} class={`curve ${at === 0 ? "b" : "a"} n${at}`} />)
          .reverse()}
        <path d={`M0 ${FLOOR}H${width}`} class="axis" />
        {niceTicks(low * factor, high * factor, 5).map((tick) => (
          <text key={tick} x={x(tick / factor)} y={FLOOR + 18} text-anchor="middle">
            {figure(tick / factor, unit, lang)}
          </text>
        ))}
        <text x={width / 2} y={HEIGHT - 2} text-anchor="middle">
          {unitName(unit, lang)}
        </text>
        {goal !== null && (
          <>
            <path d={`M${x(goal)} 18V${FLOOR}`} class="target" />
            <text x={anchored(x(goal), width)} y={12} text-anchor="middle" class="strong">
              {fill(words.goal_mark, { value: amount(goal, unit, lang) })}
            </text>
          </>
        )}
      </svg>
      <figcaption class="note">
        <ul class="curve-names">
          {names.map((name, at) => (
            <li key={at}>
              <i class={`curve-key ${at === 0 ? "b" : "a"} n${at}`} aria-hidden="true" /> {name}
              {peaks[at] ? `: ${amount(peaks[at].x, unit, lang)}` : ""}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function peakOf(curve: Point[]): Point | undefined {
  return curve.reduce<Point | undefined>((best, point) => (!best || point.y > best.y ? point : best), undefined);
}

function anchored(x: number, width: number): number {
  return Math.min(Math.max(x, 60), width - 60);
}

function area(curve: Point[], x: (value: number) => number, y: (value: number) => number, width: number): string {
  if (!curve.length) return "";
  const steps = curve.map((point) => `${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`);
  return `M0 ${FLOOR}L${steps.join("L")}L${width} ${FLOOR}Z`;
}
