// Value by the width of the return band: from a virtual pot, each pays its own, to a real one.
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { niceTicks } from "../../scale";
import { fill } from "../../words";
import { Figure, num } from "../common/figure";
import { useWidth } from "../common/size";
import type { FundAnswer } from "./answer";
import { valueUnit } from "./names";

const HEIGHT = 190;
const EDGE = { left: 56, right: 16, top: 14, bottom: 46 };
/** Share of the value below which a change over the whole band is none. */
const FLAT = 1e-6;

export function Frontier({ answer }: { answer: FundAnswer }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const [frame, width] = useWidth<HTMLDivElement>();
  if (answer.frontier.length < 2) return null;
  const unit = valueUnit(answer, words);
  return (
    <Figure
      id="fund-frontier"
      title={words.frontier_title}
      note={fill(words.frontier_note, { unit })}
      table={() => ({
        caption: words.frontier_title,
        heads: [words.head_band, unit],
        rows: answer.frontier.map((point) => [number(point.theta, lang), num(number(point.value, lang))]),
      })}
    >
      <div ref={frame} class="fund-frontier">
        {width > 0 && <Chart answer={answer} width={width} />}
      </div>
    </Figure>
  );
}

function Chart({ answer, width }: { answer: FundAnswer; width: number }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const values = answer.frontier.map((point) => point.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const flat = most - least <= FLAT * Math.abs(most);
  const pad = flat ? Math.max(1, 0.02 * Math.abs(most)) : 0.18 * (most - least);
  const [low, high] = [least - pad, most + pad];
  const x = (theta: number) => EDGE.left + theta * (width - EDGE.left - EDGE.right);
  const y = (value: number) => HEIGHT - EDGE.bottom - ((value - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const line = answer.frontier.map((point) => `${x(point.theta).toFixed(1)} ${y(point.value).toFixed(1)}`).join("L");
  return (
    <>
      <svg class="drawn" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={words.frontier_title}>
        {niceTicks(low, high, 4).map((tick) => (
          <g key={tick}>
            <path class="grid" d={`M${EDGE.left} ${y(tick)}H${width - EDGE.right}`} />
            <text x={EDGE.left - 8} y={y(tick) + 4} text-anchor="end">
              {number(tick, lang)}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((theta) => (
          <text key={theta} x={x(theta)} y={HEIGHT - EDGE.bottom + 18} text-anchor="middle">
            {theta}
          </text>
        ))}
        <text x={EDGE.left} y={HEIGHT - 6}>
          {words.frontier_left}
        </text>
        <text x={width - EDGE.right} y={HEIGHT - 6} text-anchor="end">
          {words.frontier_right}
        </text>
        <path class="front" d={`M${line}`} />
        {answer.frontier.map((point) => (
          <circle key={point.theta} class="front-point" cx={x(point.theta)} cy={y(point.value)} r={4.5}>
            <title>
              {point.theta}: {number(point.value, lang)}
            </title>
          </circle>
        ))}
      </svg>
      {flat && <p class="note">{words.frontier_flat}</p>}
    </>
  );
}
