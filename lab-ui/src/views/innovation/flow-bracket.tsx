// The narrow point: bracket, name, and the queue before it.
import type { ComponentChildren } from "preact";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import type { Lang } from "../../types";
import { fill } from "../../words";
import type { QueueBox } from "./layout";
import { stageName, type InnovationWords } from "./names";
import type { Snapshot } from "./pipeline";
import type { Narrow } from "./result";

const LINE = 16;
/** Below so many years a wait is told in months. */
const MONTHS_BELOW = 2;

export interface BracketProps {
  queue: QueueBox;
  /** Null before the question was asked: the stage is the tightest by capacity. */
  narrow: Narrow | null;
  shot: Snapshot;
  /** Whether the lane hangs below the boundary, or stands right of it. */
  down: boolean;
  upright: boolean;
}

export function Bracket({ queue, narrow, shot, down, upright }: BracketProps) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  const { bracket, box } = queue;
  const here = shot.stages[queue.stage] ?? "";
  const others = (narrow?.rivals ?? []).filter((one) => one !== here).map((one) => stageName(one, words));
  const name = fill(narrow ? words.narrow_label : words.narrow_tight, { stage: stageName(here, words) });
  const tie = others.length ? fill(words.narrow_tie, { others: others.join(lang === "en" ? ", " : "、") }) : "";
  const wait = fill(words.waiting, { n: number(queue.waiting, lang), time: timeOf(queue.years, words, lang) });
  const [x0, x1] = [bracket.x, bracket.x + bracket.width];
  const [y0, y1] = [bracket.y, bracket.y + bracket.height];
  if (upright) {
    const at = { x: down ? x1 - 4 : x0 + 4, "text-anchor": down ? "end" : "start" } as const;
    return (
      <Lines line={`M${x0} ${y0 + 6}V${y0}H${x1}v6M${x0} ${y1 - 6}v6H${x1}v-6`} box={box} tie={tie !== ""}>
        <text class="bracket-name" {...at} y={y0 + 15}>
          {name}
        </text>
        <text class="bracket-name second" {...at} y={y0 + 15 + LINE}>
          {tie}
        </text>
        <text class="queue-text" {...at} y={y0 + 15 + LINE * (tie ? 2 : 1)}>
          {wait}
        </text>
      </Lines>
    );
  }
  const outer = down ? y1 : y0;
  const lip = down ? -8 : 8;
  const first = down ? y1 - 8 - (tie ? LINE : 0) : y0 + 17;
  return (
    <Lines line={`M${x0} ${outer + lip}V${outer}H${x1}V${outer + lip}`} box={box} tie={tie !== ""}>
      <text class="bracket-name" x={x0 + 8} y={first}>
        {name}
      </text>
      <text class="bracket-name second" x={x0 + 8} y={first + LINE}>
        {tie}
      </text>
      <text class="queue-text" x={x0 + 8} y={down ? first - LINE - 2 : first + LINE * (tie ? 2 : 1) + 2}>
        {wait}
      </text>
    </Lines>
  );
}

interface LinesProps {
  line: string;
  box: QueueBox["box"];
  tie: boolean;
  children: ComponentChildren;
}

function Lines({ line, box, tie, children }: LinesProps) {
  return (
    <g class={tie ? "bracket tie" : "bracket"}>
      <path d={line} class="bracket-line" />
      <rect {...box} class="queue-box" fill="url(#queue-hatch)" />
      {children}
    </g>
  );
}

/** Months below two years, as people say it. */
export function timeOf(years: number | null, words: InnovationWords, lang: Lang): string {
  if (years === null) return "–";
  if (years < MONTHS_BELOW) return fill(words.waiting_months, { n: number(Math.round(years * 12), lang) });
  return fill(words.waiting_years, { n: number(Number(years.toFixed(1)), lang) });
}
