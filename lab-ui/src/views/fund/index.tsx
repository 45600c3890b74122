// The joint fund: who pays, who receives, what each rule costs.
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLab, useLabState, useWords } from "../../lab";
import { Page } from "../../parts/page";
import type { Lang, Span } from "../../types";
import { fill, type Words } from "../../words";
import { Notice } from "../common/notice";
import type { FundAnswer } from "./answer";
import { Awards } from "./awards";
import { MoneyFlow } from "./flow";
import { Frontier } from "./frontier";
import { shareOf } from "./graph";
import { ruleName, valueUnit } from "./names";
import { dearest, Rules } from "./rules";
import { Size } from "./size";
import { useFund, type FundQuestion, type FundView } from "./use-fund";

/** Relative gap at which a value counts as proven best. */
const EXACT = 1e-6;
/** Share of the fund below which a side receives what it pays. */
const EVEN = 0.005;

export function Fund() {
  const { source } = useLab();
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const [question, setQuestion] = useState<FundQuestion>({ off: [] });
  const fund = useFund(question);
  const { answer } = fund;
  if (fund.state === "none") return <Notice text={words.say_none} more={words.none_how} />;
  if (!answer)
    return (
      <Page sentence={[{ text: fund.state === "failed" ? words.say_failed : words.say_loading, status: "" }]}>
        <div class="padded">
          <Trouble fund={fund} />
        </div>
      </Page>
    );
  const live = source.live;
  return (
    <Page
      sentence={sentence(answer, words, lang)}
      aside={<Scheme answer={answer} live={live} choose={(scheme) => setQuestion({ scheme, off: [] })} />}
    >
      <div class={`fund ${fund.state === "asking" ? "asking" : ""}`} aria-busy={fund.state === "asking"}>
        <Trouble fund={fund} />
        <div class="fund-top">
          <div class="fund-money">
            <MoneyFlow answer={answer} />
          </div>
          <div class="fund-side">
            <Rules answer={answer} off={question.off} setOff={(off) => setQuestion({ ...question, off })} live={live} />
            <Size answer={answer} setSize={(size) => setQuestion({ ...question, size })} live={live} />
          </div>
        </div>
        <div class="fund-below">
          <Frontier answer={answer} />
          <Awards answer={answer} />
        </div>
      </div>
    </Page>
  );
}

/** What stands above the figures while the fund is solved again, or when that failed. */
function Trouble({ fund }: { fund: FundView }) {
  const words = useWords().fund;
  if (fund.state === "asking")
    return (
      <p class="note fund-state" role="status">
        {fund.answer ? words.solving : words.say_loading}
      </p>
    );
  if (fund.state !== "failed") return null;
  return (
    <p class="ask-trouble fund-state" role="alert">
      {fund.error}{" "}
      <button type="button" class="link" onClick={fund.again}>
        {words.again}
      </button>
    </p>
  );
}

interface SchemeProps {
  answer: FundAnswer;
  live: boolean;
  choose: (scheme: string) => void;
}

function Scheme({ answer, live, choose }: SchemeProps) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const schemes = answer.schemes ?? [{ id: answer.scheme, name: answer.name }];
  const exact = answer.gap <= EXACT;
  const parts = {
    value: number(answer.value, lang),
    unit: valueUnit(answer, words),
    gap: number(answer.gap * 100, lang),
  };
  return (
    <div class="fund-scheme">
      <label>
        <span>{words.scheme}</span>{" "}
        <select disabled={!live} value={answer.scheme} onChange={(event) => choose(event.currentTarget.value)}>
          {schemes.map((scheme) => (
            <option key={scheme.id} value={scheme.id}>
              {scheme.name || scheme.id}
            </option>
          ))}
        </select>
      </label>
      <p class="note">
        <span lang="en">{answer.description}</span>{" "}
        {fill(exact ? words.value_exact : words.value_found, parts)}
      </p>
    </div>
  );
}

/** Who receives less than it pays, and the rule that costs most. */
export function sentence(answer: FundAnswer, words: Words["fund"], lang: Lang): Span[] {
  const shares = answer.receivers.map((side) => ({ side, ...shareOf(answer, side.id) }));
  const giver = shares.reduce<(typeof shares)[number] | null>(
    (most, one) => (!most || one.pays - one.receives > most.pays - most.receives ? one : most),
    null,
  );
  const dear = dearest(answer);
  const percent = (share: number) => number(Math.round(100 * share), lang);
  const even = giver !== null && giver.pays - giver.receives < EVEN;
  const first = even
    ? words.say_even
    : giver
    ? fill(words.say_share, { side: giver.side.name, pays: percent(giver.pays), receives: percent(giver.receives) })
    : answer.sentence;
  if (!answer.rules.length) return [{ text: first, status: "" }];
  if (!dear) return [{ text: first + gap(lang) + words.say_free.trimStart(), status: "" }];
  const [before, after] = words.say_costs.trimStart().split("{rule}");
  return [
    { text: first + gap(lang) + (before ?? ""), status: "" },
    { text: ruleName(dear, words), status: "misses" },
    { text: after ?? "", status: "" },
  ];
}

function gap(lang: Lang): string {
  return lang === "en" ? " " : "";
}
