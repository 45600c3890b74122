// What money gains at each stage: bars with the spread over draws, for one side's goal at a time.
import { useState } from "preact/hooks";
import { list, number } from "../../format";
import type { JobView } from "../../jobs";
import { useLabState, useWords } from "../../lab";
import type { Lang, Side } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import { Ask } from "../common/ask";
import { Figure, num, type TwinTable } from "../common/figure";
import { Switch } from "../common/switch";
import { stageName, type InnovationWords } from "./names";
import { narrowPoint, type EcosystemResult, type Narrow } from "./result";
import { spanOf, type Span } from "../common/span";

const PER = 1000;
const REGION = "region";
const DRAWS = [0, 8, 16];

export interface GainsProps {
  job: JobView<EcosystemResult>;
  draws: number;
  setDraws: (draws: number) => void;
  sides: readonly Side[];
  money: string;
}

export function Gains({ job, draws, setDraws, sides, money }: GainsProps) {
  const words = useWords().innovation;
  const asking = useWords().asking;
  const lang = useLabState((state) => state.lang);
  const [goal, setGoal] = useState(sides[0]?.id ?? REGION);
  const unit = unitName(money, lang);
  const choices = DRAWS.map((count) => ({ id: String(count), name: count ? String(count) : asking.draws_none }));
  const { result } = job;
  if (!result)
    return (
      <section class="block">
        <h2>{fill(words.gains_title, { money: unit })}</h2>
        <Ask job={job} label={words.gains_ask} note={words.gains_how}>
          <Switch
            label={asking.draws}
            shown
            choices={choices}
            chosen={String(draws)}
            choose={(count) => setDraws(Number(count))}
          />
        </Ask>
      </section>
    );
  const goals = [...sides.map(({ id, name }) => ({ id, name })), { id: REGION, name: words.gains_region }];
  const rows = gainRows(result, goal);
  const narrow = narrowPoint(result, goal);
  return (
    <Figure
      id="gains"
      title={fill(words.gains_title, { money: unit })}
      note={fill(words.gains_note, { money: unit })}
      tools={<Switch label={words.gains_goal} choices={goals} chosen={goal} choose={setGoal} />}
      table={() => gainTable(result, goal, words, unit, lang)}
    >
      <Bars rows={rows} narrow={narrow} />
      {narrow && <p class="gains-said">{verdict(narrow, words, lang)}</p>}
      <p class="note">{fill(legend(result, words), { n: result.draws.count })}</p>
    </Figure>
  );
}

export interface GainRow {
  stage: string;
  gain: number;
  low: number | null;
  high: number | null;
  placebo: number | null;
  share: number | null;
}

/** Returns the stages of a goal, the largest gain first, in money per thousand. */
export function gainRows(result: EcosystemResult, goal: string): GainRow[] {
  const row = result.bottlenecks.find((one) => one.side === goal);
  const placebo = result.placebo.find((one) => one.side === goal);
  const bands = result.draws.gain?.[goal];
  const shares = result.draws.share[goal];
  return Object.entries(row?.by_stage ?? {})
    .map(([stage, gain]) => {
      const band = bands?.[stage];
      const other = placebo?.by_stage[stage];
      return {
        stage,
        gain: gain * PER,
        low: band ? band.low * PER : null,
        high: band ? band.high * PER : null,
        placebo: other === undefined ? null : other * PER,
        share: shares?.[stage] ?? null,
      };
    })
    .sort((one, other) => other.gain - one.gain);
}

/** Rounds to a hundredth of the largest: digits below that say nothing beside it. */
export function tidy(value: number, most: number): number {
  const step = 10 ** (Math.floor(Math.log10(Math.abs(most) || 1)) - 2);
  return Number((Math.round(value / step) * step).toPrecision(6));
}

function Bars({ rows, narrow }: { rows: GainRow[]; narrow: Narrow | null }) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  const most = Math.max(...rows.map((row) => Math.abs(row.gain)));
  const span = spanOf(rows.flatMap((row) => [row.gain, row.low, row.high, row.placebo]));
  return (
    <ul class="gain-rows">
      <li class="gain-row head note" aria-hidden="true">
        <span />
        <span />
        <span class="gain-value">{words.head_short}</span>
        <span class="gain-share">{rows.some((row) => row.share !== null) && words.head_first}</span>
      </li>
      {rows.map((row) => {
        const rival = narrow?.rivals.includes(row.stage);
        const kind = rival ? (narrow && narrow.rivals.length > 1 ? "close" : "misses") : "";
        return (
          <li key={row.stage} class={`gain-row ${kind}`}>
            <span class="gain-name">{stageName(row.stage, words)}</span>
            <Track row={row} span={span} />
            <b class="gain-value">{number(tidy(row.gain, most), lang, { sign: true })}</b>
            <span class="note gain-share" title={shareTitle(row.share, words, lang)}>
              {row.share !== null && `${Math.round(row.share * 100)}\u202f%`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function shareTitle(share: number | null, words: InnovationWords, lang: Lang): string {
  return share === null ? "" : fill(words.binds_in, { n: number(share * 100, lang) });
}

function Track({ row, span }: { row: GainRow; span: Span }) {
  const zero = span.at(0);
  const end = span.at(row.gain);
  const [left, right] = zero < end ? [zero, end] : [end, zero];
  return (
    <span class="gain-track" aria-hidden="true">
      <i class="gain-bar" style={{ left: `${left}%`, width: `${right - left}%` }} />
      <i class="gain-zero" style={{ left: `${zero}%` }} />
      {row.low !== null && row.high !== null && (
        <i class="gain-band" style={{ left: `${span.at(row.low)}%`, width: `${span.at(row.high) - span.at(row.low)}%` }} />
      )}
      {row.placebo !== null && <i class="gain-placebo" style={{ left: `${span.at(row.placebo)}%` }} />}
    </span>
  );
}

/** Says whether one stage is the narrow point or several tie, and what one stage map for all would change. */
export function verdict(narrow: Narrow, words: InnovationWords, lang: Lang): string {
  const stages = narrow.rivals.map((stage) => stageName(stage, words));
  const n = number((narrow.share ?? 0) * 100, lang);
  const parts = { stage: stages[0] ?? "", stages: list(stages, lang), count: stages.length, n };
  const first =
    narrow.tested === "nothing"
      ? words.untested
      : stages.length > 2
        ? words.tie_more
        : stages.length === 2
          ? words.tie_two
          : words.settled;
  const same = narrow.placebo === narrow.stage;
  const map = fill(same ? words.placebo_same : words.placebo_other, { stage: stageName(narrow.placebo, words) });
  return fill(first, parts) + (lang === "en" ? " " : "") + map;
}

function legend(result: EcosystemResult, words: InnovationWords): string {
  if (!result.draws.count) return words.gains_untested;
  return result.draws.gain ? words.gains_band : words.gains_share;
}

function gainTable(result: EcosystemResult, goal: string, words: InnovationWords, money: string, lang: Lang): TwinTable {
  const per = fill(words.head_gain, { money });
  return {
    caption: fill(words.gains_note, { money }),
    heads: [words.head_stage, per, words.head_band, words.head_first, words.head_placebo],
    rows: gainRows(result, goal).map((row) => [
      stageName(row.stage, words),
      num(number(row.gain, lang, { sign: true })),
      num(row.low === null ? "–" : `${number(row.low, lang)} … ${number(row.high, lang)}`),
      num(row.share === null ? "–" : `${number(row.share * 100, lang)} %`),
      num(number(row.placebo, lang)),
    ]),
  };
}
