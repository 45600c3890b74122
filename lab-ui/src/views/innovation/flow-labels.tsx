// Names and numbers of the flow: stages, sides, what each bar counts, what arrives from across.
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import type { Side } from "../../types";
import { fill } from "../../words";
import { BAR, type Flow } from "./layout";
import { stageName, type InnovationWords } from "./names";
import type { Snapshot } from "./pipeline";

/** Least length between stages at which captions and whole sentences have room. */
const CAPTION_GAP = 130;
const SENTENCE_GAP = 172;

interface Laid {
  flow: Flow;
  upright: boolean;
}

export function Heads({ flow, shot, words }: { flow: Flow; shot: Snapshot; words: InnovationWords }) {
  return (
    <>
      {shot.stages.map((stage, at) => (
        <g key={stage} transform={`translate(${flow.columns[at] ?? 0} 0)`}>
          <text class="stage-name" y={14}>
            {stageName(stage, words)}
          </text>
          {flow.gap > CAPTION_GAP && (
            <text class="stage-caption" y={31}>
              {words[`caption_${stage}` as keyof InnovationWords]}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

export function UprightHeads({ flow, shot, words }: { flow: Flow; shot: Snapshot; words: InnovationWords }) {
  const middle = flow.lanes.boundaries[0] ?? 60;
  return (
    <>
      {shot.stages.map((stage, at) => (
        <text key={stage} class="stage-name upright" x={middle} y={(flow.columns[at] ?? 0) + 14} text-anchor="middle">
          {stageName(stage, words)}
        </text>
      ))}
    </>
  );
}

export function Boundaries({ flow, width, upright, sides }: Laid & { width: number; sides: readonly Side[] }) {
  const words = useWords().innovation;
  const last = (flow.columns.at(-1) ?? 0) + BAR + 40;
  return (
    <>
      {flow.lanes.boundaries.map((at) =>
        upright ? (
          <line key={at} class="lane-boundary" x1={at} x2={at} y1={0} y2={last} />
        ) : (
          <line key={at} class="lane-boundary" x1={0} x2={width} y1={at} y2={at} />
        ),
      )}
      {flow.lanes.strips.map((strip) => {
        const down = strip.direction > 0;
        const place = upright
          ? { x: strip.edge + strip.direction * 10, y: 14, "text-anchor": down ? "start" : "end" }
          : { x: 0, y: strip.edge + (down ? 19 : -9) };
        const name = sides[strip.side]?.name ?? "";
        return (
          <text key={strip.side} class={`side-name tone${sides[strip.side]?.tone ?? 0}`} {...place}>
            {upright ? name : fill(words.side_of, { side: name })}
          </text>
        );
      })}
    </>
  );
}

export function BarNumbers({ flow, upright }: Laid) {
  const lang = useLabState((state) => state.lang);
  return (
    <>
      {flow.bars.map((bar) => {
        if (bar.kind !== "stage") return null;
        const down = (flow.lanes.strips[bar.side]?.direction ?? 1) > 0;
        const lying = {
          x: bar.x + (bar.stage ? bar.width : 0),
          y: down ? bar.y + bar.height + 17 : bar.y - 6,
          "text-anchor": bar.stage ? "end" : "start",
        };
        const standing = {
          x: down ? bar.x + bar.width + 5 : bar.x - 5,
          y: bar.y + 14,
          "text-anchor": down ? "start" : "end",
        };
        return (
          <text key={`${bar.side}-${bar.stage}`} class="bar-number" {...(upright ? standing : lying)}>
            {number(bar.value, lang)}
          </text>
        );
      })}
    </>
  );
}

/** What leaves the last stage, beside its bar. */
export function Products({ flow, upright }: Laid) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  return (
    <>
      {flow.bands.map((band) => {
        const strip = flow.lanes.strips[band.from];
        const bar = flow.bars.find((one) => one.kind === "stage" && one.side === band.from && one.stage === band.stage + 1);
        if (band.kind !== "products" || !strip || !bar) return null;
        const down = strip.direction > 0;
        const place = upright
          ? { x: strip.edge + strip.direction * 12, y: bar.y + 36, "text-anchor": down ? "start" : "end" }
          : { x: bar.x + bar.width + 6, y: down ? bar.y + bar.height + 17 : bar.y - 6 };
        return (
          <text key={band.from} class="products-name" {...place}>
            {fill(words.products, { n: number(band.value, lang) })}
          </text>
        );
      })}
    </>
  );
}

/** What arrives from across, named beside the boundary where it arrives, in the colour of its origin. */
export function Crossings({ flow, shot, sides, upright }: Laid & { shot: Snapshot; sides: readonly Side[] }) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  return (
    <>
      {flow.bands.map((band) => {
        const strip = flow.lanes.strips[band.to];
        if (band.kind !== "cross" || !strip) return null;
        const column = flow.columns[band.stage + 1] ?? 0;
        const down = strip.direction > 0;
        const n = number(band.value, lang);
        const sentence = words[`cross_${shot.stages[band.stage + 1]}` as keyof InnovationWords];
        const long = !upright && flow.gap > SENTENCE_GAP && sentence;
        const text = long ? fill(sentence, { n, side: sides[band.to]?.name ?? "" }) : n;
        const lying = { x: column - 10, y: strip.edge + (down ? 19 : -9) };
        const standing = {
          x: strip.edge + strip.direction * 8,
          y: column - 8,
          "text-anchor": down ? "start" : "end",
        };
        return (
          <text
            key={`${band.from}-${band.stage}`}
            class={`cross-name tone${sides[band.from]?.tone ?? 0}`}
            {...(upright ? standing : lying)}
          >
            {text}
          </text>
        );
      })}
    </>
  );
}
