// Rules, units and money of a fund as the reader calls them; what the words do not know keeps the server's own.
import type { Lang } from "../../types";
import { unitName } from "../../units";
import { fill, type Words } from "../../words";
import type { FundAnswer, FundRule } from "./answer";

type FundWords = Words["fund"];

export function ruleName(rule: FundRule, words: FundWords): string {
  return words[`rule_name_${rule.rule}` as keyof FundWords] ?? rule.name;
}

export function valueUnit(answer: FundAnswer, words: FundWords): string {
  return answer.value_unit === "merit points" ? words.unit_merit : (answer.value_unit ?? words.head_value);
}

/** "HKD m" as HK$ m, 百萬港元. */
export function currencyName(answer: FundAnswer, words: FundWords, lang: Lang): string {
  const found = /^(\w+) m$/.exec(answer.currency ?? "");
  return found?.[1] ? fill(words.millions, { money: unitName(found[1], lang) }) : (answer.currency ?? "");
}
