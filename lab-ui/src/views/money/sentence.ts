// The sentence that opens Money: where the next billion does most, and what reordering would bring.
import { amount, number } from "../../format";
import type { Lang, Span } from "../../types";
import { unitName } from "../../units";
import { fill, type Words } from "../../words";
import type { Place } from "./pareto";
import { firstTie, type Ranked } from "./points";
import type { ProgrammeResult } from "./result";

export interface Said {
  rows: readonly Ranked[];
  programme: ProgrammeResult | null;
  /** Plan B over the programme's base; null where it is not known. */
  b: Place | null;
  /** False where the programme's worth is weighted in another way than this page's points. */
  inPoints: boolean;
  money: string;
  words: Words["money"];
  lang: Lang;
}

/** Points below which reordering is not worth a sentence. */
const LITTLE = 0.05;

export function sentence(said: Said): Span[] {
  const spans = [...first(said), ...second(said)];
  // what follows nothing begins the sentence
  return spans.map((span, at) => (at === 0 ? { ...span, text: span.text.trimStart() } : span));
}

function first({ rows, programme, money, words, lang }: Said): Span[] {
  const unit = unitName(money, lang);
  const [top, next] = rows;
  if (!top) return programme ? [] : [plain(fill(words.say_unasked, { money: unit }))];
  if (next && firstTie(rows)) return around(words.say_tie, { money: unit, measure: top.name, other: next.name }, "close");
  return around(words.say_first, { money: unit, measure: top.name }, "meets");
}

function second({ programme, b, inPoints, money, words, lang }: Said): Span[] {
  if (!programme) return [];
  if (!programme.chosen.length) return [plain(words.say_nothing)];
  if (!inPoints) return [plain(fill(words.say_worth, { cost: amount(programme.cost, money, lang) }))];
  const points = number(programme.worth, lang);
  const gain = b ? programme.worth - b.points : 0;
  const cost = (programme.base_cost ?? 0) + programme.cost;
  if (!b || !(gain > LITTLE) || cost > b.cost * (1 + 1e-6))
    return [plain(fill(words.say_programme, { cost: amount(programme.cost, money, lang), points }))];
  const saved = b.cost - cost;
  const parts = { points: number(gain, lang), cost: amount(saved, money, lang) };
  return [plain(fill(saved > 0.01 * b.cost ? words.say_more : words.say_same, parts))];
}

/** What meeting the goals that are missed would take, after the sentence that names them. */
export function overrunWords(programme: ProgrammeResult, words: Words["money"], money: string, lang: Lang): string {
  const { overrun } = programme;
  if (!overrun) return "";
  if (overrun.money === null) return words.overrun_none;
  return fill(words.overrun, { cost: amount(overrun.money, money, lang) });
}

/** Fills a sentence and underlines the measures it names. */
function around(text: string, values: Record<string, string>, status: Span["status"]): Span[] {
  return text.split(/(\{measure\}|\{other\})/).map((part) => {
    const name = part === "{measure}" ? values.measure : part === "{other}" ? values.other : undefined;
    return name === undefined ? plain(fill(part, values)) : { text: name, status };
  });
}

function plain(text: string): Span {
  return { text, status: "" };
}
