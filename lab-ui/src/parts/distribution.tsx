// Two curves on one axis: how often A and B come out where, and where the target stands.
import { amount, figure, isKnown } from "../format";
import { useLabState, useWords } from "../lab";
import { niceTicks } from "../scale";
import type { Value } from "../types";
import { unitName, unitWords } from "../units";
import { fill } from "../words";
import { density, type Point } from "./density";

const WIDTH = 420;
const HEIGHT = 150;
const FLOOR = 118;
const TOP = 36;

export interface DistributionProps {
  of: string;
  unit: string;
  values_a: number[];
  values_b: number[];
  target: Value;
}

export function Distribution({ of, unit, values_a: a, values_b: b, target }: DistributionProps) {
  const words = useWords().why;
  const plan = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const all = [...a, ...b, ...(isKnown(target) ? [target] : [])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const pad = 0.12 * (most - least || Math.abs(most) || 1);
  const [low, high] = [least - pad, most + pad];
  const curves = [density(a, low, high), density(b, low, high)];
  const top = Math.max(...curves.flat().map((point) => point.y), 1e-12);
  const x = (value: number) => ((value - low) / (high - low)) * WIDTH;
  const y = (share: number) => FLOOR - (share / top) * (FLOOR - TOP);
  const { factor } = unitWords(unit, lang);
  const label = fill(words.distribution, { name: of, unit: unitName(unit, lang) });
  return (
    <figure class="distribution">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <path d={area(curves[0] ?? [], x, y)} class="curve a" />
        <path d={area(curves[1] ?? [], x, y)} class="curve b" />
        <path d={`M0 ${FLOOR}H${WIDTH}`} class="axis" />
        {niceTicks(low * factor, high * factor, 6).map((tick) => (
          <text x={x(tick / factor)} y={FLOOR + 18} text-anchor="middle">
            {figure(tick / factor, unit, lang)}
          </text>
        ))}
        <Peak curve={curves[0] ?? []} x={x} y={y} text={plan.key_a} />
        <Peak curve={curves[1] ?? []} x={x} y={y} text={plan.key_b} />
        {isKnown(target) && (
          <>
            <path d={`M${x(target)} 18V${FLOOR}`} class="target" />
            <text x={x(target)} y={12} text-anchor={anchorAt(x(target))} class="strong">
              {fill(words.target, { value: amount(target, unit, lang) })}
            </text>
          </>
        )}
      </svg>
      <figcaption class="note">{label}</figcaption>
    </figure>
  );
}

type Scale = (value: number) => number;

function Peak({ curve, x, y, text }: { curve: Point[]; x: Scale; y: Scale; text: string }) {
  const peak = curve.reduce<Point | null>((best, point) => (!best || point.y > best.y ? point : best), null);
  if (!peak) return null;
  return (
    <text x={x(peak.x)} y={y(peak.y) - 6} text-anchor="middle">
      {text}
    </text>
  );
}

/** Words near an end of the axis lie towards its middle. */
function anchorAt(x: number): "start" | "middle" | "end" {
  if (x < WIDTH * 0.2) return "start";
  return x > WIDTH * 0.8 ? "end" : "middle";
}

function area(curve: Point[], x: Scale, y: Scale): string {
  if (!curve.length) return "";
  const steps = curve.map((point) => `${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`);
  return `M0 ${FLOOR}L${steps.join("L")}L${WIDTH} ${FLOOR}Z`;
}
