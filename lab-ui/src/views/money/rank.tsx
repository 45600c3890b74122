// Measures by what the next billion does: a dot, the stretch between two estimates, and the programme's line.
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { niceTicks } from "../../scale";
import type { Lang } from "../../types";
import { unitName } from "../../units";
import { fill, type Words } from "../../words";
import { Figure, num, type TwinTable } from "../common/figure";
import { spanOf, type Span } from "../common/span";
import type { Ranked } from "./points";

const SHOWN = 10;
const TICKS = 4;

export interface RankProps {
  rows: readonly Ranked[];
  /** Measures the recommended programme keeps; null before it was asked for. */
  chosen: ReadonlySet<string> | null;
  money: string;
}

export function Rank({ rows, chosen, money }: RankProps) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const [all, setAll] = useState(false);
  const unit = unitName(money, lang);
  const ordered = inProgrammeFirst(rows, chosen);
  const shown = all ? ordered : ordered.slice(0, SHOWN);
  const span = spanOf(shown.flatMap((row) => [row.low, row.high, row.points]));
  const line = chosen ? shown.findLastIndex((row) => chosen.has(row.measure)) : -1;
  return (
    <Figure
      id="rank"
      title={fill(words.rank_title, { money: unit })}
      table={() => rankTable(ordered, chosen, words, lang, unit)}
    >
      <ol class="rank">
        <li class="rank-row head note" aria-hidden="true">
          <span />
          <span />
          <span class="num">{unit}</span>
          <Axis span={span} />
        </li>
        {shown.map((row, at) => (
          <Row
            key={row.measure}
            row={row}
            at={at + 1}
            span={span}
            kept={chosen ? chosen.has(row.measure) : true}
            last={at === line && at < shown.length - 1}
          />
        ))}
      </ol>
      <p class="note">
        {words.points_note} {words.rank_note}
      </p>
      {ordered.length > SHOWN && (
        <button type="button" class="link" onClick={() => setAll(!all)}>
          {fill(all ? words.show_few : words.show_all, { count: all ? SHOWN : ordered.length })}
        </button>
      )}
    </Figure>
  );
}

/** What the programme chose first, both parts by points: the line between them says what the ceiling leaves out. */
export function inProgrammeFirst(rows: readonly Ranked[], chosen: ReadonlySet<string> | null): Ranked[] {
  if (!chosen) return [...rows];
  return [...rows.filter((row) => chosen.has(row.measure)), ...rows.filter((row) => !chosen.has(row.measure))];
}

function Axis({ span }: { span: Span }) {
  const lang = useLabState((state) => state.lang);
  return (
    <span class="rank-track">
      {niceTicks(span.low, span.high, TICKS).map((tick) => (
        <span key={tick} class="rank-tick" style={{ left: `${span.at(tick)}%` }}>
          {number(tick, lang)}
        </span>
      ))}
    </span>
  );
}

interface RowProps {
  row: Ranked;
  at: number;
  span: Span;
  kept: boolean;
  last: boolean;
}

function Row({ row, at, span, kept, last }: RowProps) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  return (
    <>
      <li class={`rank-row ${kept ? "kept" : "left"}`}>
        <span class="rank-at note">{at}</span>
        <span class="rank-name">
          {row.name}
          {!row.whole && " ◇"}
        </span>
        <span class="num">{number(row.cost, lang)}</span>
        <span class="rank-track" aria-hidden="true">
          {niceTicks(span.low, span.high, TICKS).map((tick) => (
            <i key={tick} class={tick === 0 ? "rank-zero" : "rank-grid"} style={{ left: `${span.at(tick)}%` }} />
          ))}
          <i class="rank-band" style={{ left: `${span.at(row.low)}%`, width: `${span.at(row.high) - span.at(row.low)}%` }} />
          <i class="rank-dot" style={{ left: `${span.at(row.points)}%` }} />
        </span>
        <span class="unseen">{number(row.points, lang)}</span>
      </li>
      {last && (
        <li class="rank-line note" aria-hidden="true">
          <span>{words.rank_in}</span>
          <span>{words.rank_out}</span>
        </li>
      )}
    </>
  );
}

function rankTable(
  rows: readonly Ranked[],
  chosen: ReadonlySet<string> | null,
  words: Words["money"],
  lang: Lang,
  money: string,
): TwinTable {
  const how = (row: Ranked) => (!row.checked ? words.how_slope : row.whole ? words.how_both : words.how_lost);
  const kept = (row: Ranked) => (chosen?.has(row.measure) ? words.rank_in : words.rank_out);
  const heads = [words.head_measure, `${words.head_cost}, ${money}`, words.head_points, words.head_range, words.head_how];
  return {
    caption: fill(words.rank_title, { money }),
    heads: chosen ? [...heads, words.head_chosen] : heads,
    rows: rows.map((row) => [
      row.name,
      num(number(row.cost, lang)),
      num(number(row.points, lang, { sign: true })),
      num(`${number(row.low, lang)} … ${number(row.high, lang)}`),
      how(row),
      ...(chosen ? [kept(row)] : []),
    ]),
  };
}
