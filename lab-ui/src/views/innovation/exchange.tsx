// What crosses the boundary: four pairs, each scaled to its larger direction, with what a flow is worth.
import { amount, figure } from "../../format";
import { useLabState, useWords } from "../../lab";
import type { Lang, Pipeline, Side } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import { Figure, num, type TwinTable } from "../common/figure";
import { flowName, type InnovationWords } from "./names";
import { crossing, FLOWS, type FlowName } from "./pipeline";
import type { EcosystemResult } from "./result";
import { Worth, type Doubt } from "./worth";

export interface Pair {
  flow: FlowName;
  unit: string;
  /** From the first side to the second. */
  out: number;
  back: number;
}

export interface ExchangeProps {
  pipeline: Pipeline;
  year: number;
  sides: readonly Side[];
  money: string;
  doubts: readonly Doubt[];
  result: EcosystemResult | null;
}

export function Exchange({ pipeline, year, sides, money, doubts, result }: ExchangeProps) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  const [one, other] = sides;
  const pairs = pairsOf(pipeline, year);
  if (!one || !other || !pairs.length) return null;
  const extreme = mostOneSided(pairs);
  return (
    <Figure
      id="exchange"
      title={words.exchange_title}
      table={() => exchangeTable(pairs, result, sides, money, words, lang)}
    >
      <div class="exchange-heads" aria-hidden="true">
        <span class={`tone${one.tone}`}>◀ {fill(words.to_side, { side: other.name })}</span>
        <span class={`tone${other.tone}`}>{fill(words.to_side, { side: one.name })} ▶</span>
      </div>
      <ul class="exchange">
        {pairs.map((pair) => (
          <PairRow
            key={pair.flow}
            pair={pair}
            sides={[one, other]}
            money={money}
          />
        ))}
      </ul>
      <p class="note">{fill(words.exchange_note, { flow: flowName(extreme.flow, words) })}</p>
      <Worth result={result} doubts={doubts} money={money} />
    </Figure>
  );
}

export function pairsOf(pipeline: Pipeline, year: number): Pair[] {
  return FLOWS.flatMap((flow) => {
    const found = crossing(pipeline, flow, year);
    return found ? [{ flow, unit: pipeline.crossing[flow].unit, ...found }] : [];
  });
}

export function mostOneSided(pairs: readonly Pair[]): Pair {
  const share = (pair: Pair) => Math.max(pair.out, pair.back) / Math.max(pair.out + pair.back, 1e-12);
  return pairs.reduce((most, pair) => (share(pair) > share(most) ? pair : most));
}

interface PairRowProps {
  pair: Pair;
  sides: readonly [Side, Side];
  money: string;
}

function PairRow({ pair, sides, money }: PairRowProps) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  const most = Math.max(pair.out, pair.back) || 1;
  const value = (flow: number) => figure(flow, pair.unit, lang);
  const unit = fill(words[`unit_${pair.flow}`], { money: unitName(money, lang) });
  return (
    <li class="pair-row">
      <p class="pair-name">
        <b>{flowName(pair.flow, words)}</b>
        <span class="note">{unit}</span>
      </p>
      <div class="pair">
        <b class="pair-value">{value(pair.out)}</b>
        <span class={`pair-half out tone${sides[0].tone}`}>
          <i style={{ width: `${(100 * pair.out) / most}%` }} />
        </span>
        <span class={`pair-half back tone${sides[1].tone}`}>
          <i style={{ width: `${(100 * pair.back) / most}%` }} />
        </span>
        <b class="pair-value">{value(pair.back)}</b>
      </div>
    </li>
  );
}

function exchangeTable(
  pairs: readonly Pair[],
  result: EcosystemResult | null,
  sides: readonly Side[],
  money: string,
  words: InnovationWords,
  lang: Lang,
): TwinTable {
  const [one, other] = [sides[0]?.name ?? "", sides[1]?.name ?? ""];
  const heads = [
    words.head_flow,
    words.head_unit,
    fill(words.head_out, { from: one, to: other }),
    fill(words.head_out, { from: other, to: one }),
  ];
  const more = [words.head_marginal, words.head_removal, words.head_shapley];
  return {
    caption: words.exchange_title,
    heads: result ? [...heads, ...more] : heads,
    rows: pairs.map((pair) => {
      const worth = result?.flows.find((flow) => flow.flow === pair.flow);
      const values = [worth?.marginal, worth?.removal, worth?.shapley];
      return [
        flowName(pair.flow, words),
        fill(words[`unit_${pair.flow}`], { money: unitName(money, lang) }),
        num(figure(pair.out, pair.unit, lang)),
        num(figure(pair.back, pair.unit, lang)),
        ...(result ? values.map((value) => num(amount(value, money, lang, { sign: true }))) : []),
      ];
    }),
  };
}
