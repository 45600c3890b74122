// What each rule costs, and a switch for each: turned off, the fund is solved again without it.
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import type { Lang } from "../../types";
import { fill, type Words } from "../../words";
import { Figure, num, type TwinTable } from "../common/figure";
import type { FundAnswer, FundRule } from "./answer";
import { ruleName, valueUnit } from "./names";

export interface RulesProps {
  answer: FundAnswer;
  off: readonly string[];
  setOff: (off: string[]) => void;
  live: boolean;
}

export function Rules({ answer, off, setOff, live }: RulesProps) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const most = Math.max(1e-9, ...answer.rules.map((rule) => rule.cost ?? 0));
  const turn = (rule: string) => setOff(off.includes(rule) ? off.filter((one) => one !== rule) : [...off, rule]);
  return (
    <Figure
      id="fund-rules"
      title={words.rules_title}
      note={fill(words.rules_note, { unit: valueUnit(answer, words) })}
      table={() => ruleTable(answer, words, lang)}
    >
      {answer.rules.length ? (
        <ul class="fund-rules">
          {answer.rules.map((rule) => (
            <Row key={rule.rule} rule={rule} on={!off.includes(rule.rule)} most={most} turn={live ? () => turn(rule.rule) : null} />
          ))}
        </ul>
      ) : (
        <p class="note">{words.rules_none}</p>
      )}
      {answer.caveat && <p class="note">{words.caveat}</p>}
    </Figure>
  );
}

function Row({ rule, on, most, turn }: { rule: FundRule; on: boolean; most: number; turn: (() => void) | null }) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const cost = rule.cost ?? 0;
  return (
    <li class={`fund-rule ${on ? "on" : "off"}`}>
      <button
        type="button"
        role="switch"
        class="rule-switch"
        aria-checked={on}
        aria-label={ruleName(rule, words)}
        disabled={turn === null}
        onClick={turn ?? undefined}
      >
        <i aria-hidden="true" />
      </button>
      <span class="rule-name">
        {ruleName(rule, words)}
        {!on && <span class="note"> {words.rule_off}</span>}
        {rule.words && (
          <span class="note rule-words" lang="en">
            {rule.words}
          </span>
        )}
      </span>
      <b class="rule-cost">{rule.cost === null ? "–" : `${cost > 0 ? "\u2212" : ""}${number(cost, lang)}`}</b>
      <span class="rule-track" aria-hidden="true" title={rule.how}>
        {cost > 0 && <i style={{ width: `${(100 * cost) / most}%` }} />}
      </span>
    </li>
  );
}

/** The rule that costs most; null where none costs anything. */
export function dearest(answer: FundAnswer): FundRule | null {
  const priced = answer.rules.filter((rule) => rule.on && (rule.cost ?? 0) > 1e-6 * Math.max(1, answer.value));
  return priced.reduce<FundRule | null>((most, rule) => (!most || (rule.cost ?? 0) > (most.cost ?? 0) ? rule : most), null);
}

function ruleTable(answer: FundAnswer, words: Words["fund"], lang: Lang): TwinTable {
  return {
    caption: words.rules_title,
    heads: [words.head_rule, words.head_state, valueUnit(answer, words)],
    rows: answer.rules.map((rule) => [
      ruleName(rule, words),
      rule.on ? words.rule_on : words.rule_off,
      num(number(rule.cost, lang)),
    ]),
  };
}
