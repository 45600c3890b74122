// The two-lane flow, drawn for the room it has: lying on a desk, upright on a phone.
import { number } from "../../format";
import { useWords } from "../../lab";
import type { Side } from "../../types";
import { fill } from "../../words";
import { useWidth } from "../common/size";
import { Bracket } from "./flow-bracket";
import { BarNumbers, Boundaries, Crossings, Heads, Products, UprightHeads } from "./flow-labels";
import { layout, type Band, type Frame } from "./layout";
import type { InnovationWords } from "./names";
import { tightest, type Snapshot } from "./pipeline";
import type { Narrow } from "./result";

const UPRIGHT_BELOW = 560;
const [LEAST_HEIGHT, MOST_HEIGHT] = [430, 510];
/** Height of the window that the rest of the page takes. */
const AROUND = 390;
const AFTER = 126;
const HEAD = 44;

export interface FlowChartProps {
  shot: Snapshot;
  /** The other plan's year: both are drawn to one scale. */
  other: Snapshot | null;
  sides: readonly Side[];
  narrow: (Narrow | null)[];
  ownScales: boolean;
  label: string;
}

export function FlowChart(props: FlowChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <div class="pipeline" ref={frame}>
      {width > 0 && <Drawing {...props} width={width} />}
    </div>
  );
}

function Drawing({ shot, other, sides, narrow, ownScales, label, width }: FlowChartProps & { width: number }) {
  const words = useWords().innovation;
  const upright = width < UPRIGHT_BELOW;
  const frame: Frame = upright
    ? { length: 780, breadth: width, upright, ownScales }
    : { length: width, breadth: breadth(), upright, ownScales };
  const end = upright ? frame.length - 60 : frame.length - AFTER;
  const flow = layout(shot, other ? [other] : [], frame, upright ? 30 : 0, end);
  const height = upright ? frame.length : frame.breadth + HEAD;
  const tone = (side: number) => `tone${sides[side]?.tone ?? 0}`;
  const shift = upright ? "" : `translate(0 ${HEAD})`;
  const marked = flow.queues.flatMap((queue) => {
    const found = narrow[queue.side] ?? null;
    const stage = found?.stage ?? tightest(shot.lanes[queue.side] ?? NO_LANE);
    return stage === shot.stages[queue.stage] ? [{ queue, found }] : [];
  });
  return (
    <svg class="flow drawn" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        {sides.map((side, at) => (
          <Fades key={side.id} id={at} tone={side.tone} upright={upright} />
        ))}
        <pattern id="queue-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="6" class="hatch" />
        </pattern>
      </defs>
      {!upright && <Heads flow={flow} shot={shot} words={words} />}
      <g transform={shift}>
        {marked.map(({ queue }) => (
          <rect key={`tint-${queue.side}`} {...queue.bracket} class="bracket-tint" />
        ))}
        {[...flow.bands].sort(crossingLast).map((band) => (
          <path
            key={`${band.kind}-${band.from}-${band.to}-${band.stage}`}
            class={`band ${band.kind} ${tone(band.from)}`}
            d={band.path}
            fill={fadeFill(band)}
          >
            <title>{told(band, sides, words)}</title>
          </path>
        ))}
        {flow.bars.map((bar) => (
          <rect
            key={`${bar.kind}-${bar.side}-${bar.stage}`}
            class={`bar-${bar.kind} ${tone(bar.side)}`}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
          />
        ))}
        <Boundaries flow={flow} width={width} upright={upright} sides={sides} />
        <BarNumbers flow={flow} upright={upright} />
        <Products flow={flow} upright={upright} />
        <Crossings flow={flow} shot={shot} sides={sides} upright={upright} />
        {marked.map(({ queue, found }) => (
          <Bracket
            key={`b-${queue.side}`}
            queue={queue}
            narrow={found}
            shot={shot}
            down={(flow.lanes.strips[queue.side]?.direction ?? 1) > 0}
            upright={upright}
          />
        ))}
        {upright && <UprightHeads flow={flow} shot={shot} words={words} />}
      </g>
    </svg>
  );
}

/** As tall as the window leaves room for, so that both lanes are seen at once. */
function breadth(): number {
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, window.innerHeight - AROUND));
}

const NO_LANE = { side: 0, results: 0, products: 0, to: [], stages: [] };

/** Bands that cross lie over those that stay. */
function crossingLast(one: Band, other: Band): number {
  return Number(one.kind === "cross") - Number(other.kind === "cross");
}

function fadeFill(band: Band): string | undefined {
  if (band.kind === "enter") return `url(#fade-in-${band.from})`;
  return band.kind === "failed" || band.kind === "abandoned" || band.kind === "products"
    ? `url(#fade-out-${band.from})`
    : undefined;
}

function Fades({ id, tone, upright }: { id: number; tone: number; upright: boolean }) {
  const along = upright ? { x1: 0, x2: 0, y1: 0, y2: 1 } : { x1: 0, x2: 1, y1: 0, y2: 0 };
  return (
    <>
      <linearGradient id={`fade-out-${id}`} {...along} class={`tone${tone}`}>
        <stop offset="0" class="fade-full" />
        <stop offset="1" class="fade-none" />
      </linearGradient>
      <linearGradient id={`fade-in-${id}`} {...along} class={`tone${tone}`}>
        <stop offset="0" class="fade-none" />
        <stop offset="1" class="fade-full" />
      </linearGradient>
    </>
  );
}

function told(band: Band, sides: readonly Side[], words: InnovationWords): string {
  const key = band.kind === "cross" ? "told_cross" : (`told_${band.kind}` as const);
  const [from, to] = [sides[band.from]?.name ?? "", sides[band.to]?.name ?? ""];
  return fill(words[key], { from, to, n: number(band.value) });
}
