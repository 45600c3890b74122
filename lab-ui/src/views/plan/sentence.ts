// The sentence that opens Plan: how many goals B meets, at what cost, and which it misses.
import { isKnown, list, short } from "../../format";
import type { GoalView } from "../../goals";
import type { Cost, Lang, Span } from "../../types";
import { fill, wordsOf, type Words } from "../../words";

/** More names than this make the sentence unreadable; the rest are counted. */
const MOST_NAMES = 3;

export function planSentence(goals: readonly GoalView[], cost: Cost, lang: Lang): Span[] {
  const words = wordsOf(lang).plan;
  const judged = goals.filter((goal) => goal.verdict !== "none");
  if (!judged.length) return [];
  const met = judged.filter((goal) => goal.verdict === "meets");
  const missed = judged.filter((goal) => goal.verdict === "misses");
  const close = judged.filter((goal) => goal.verdict === "close");
  return [
    plain(opening(judged, words)),
    { text: counted(met.length, judged.length, words), status: met.length ? "meets" : "misses" },
    ...costSpans(cost, lang, words),
    plain(missed.length || close.length ? words.s_stop : words.s_end),
    ...missedSpans(missed, close.length > 0, lang, words),
    ...closeSpans(close, lang, words),
  ];
}

function plain(text: string): Span {
  return { text, status: "" };
}

function opening(judged: readonly GoalView[], words: Words["plan"]): string {
  const years = judged.map((goal) => goal.year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  return from === to ? fill(words.s_one, { year: to }) : fill(words.s_range, { from, to });
}

function counted(met: number, all: number, words: Words["plan"]): string {
  if (met === 0) return fill(words.s_none, { all });
  return fill(met === all ? words.s_all : words.s_count, { met, all });
}

function costSpans(cost: Cost, lang: Lang, words: Words["plan"]): Span[] {
  if (!isKnown(cost.b) || !isKnown(cost.ceiling)) return [];
  if (cost.b <= cost.ceiling) return [plain(words.s_within)];
  const value = short(cost.b - cost.ceiling, cost.unit, lang);
  return [{ text: fill(words.s_over, { value }), status: "misses" }];
}

/** Furthest from the target first, each name underlined. */
function missedSpans(missed: readonly GoalView[], more: boolean, lang: Lang, words: Words["plan"]): Span[] {
  if (!missed.length) return [];
  const named = [...missed].sort((one, other) => farness(other) - farness(one)).slice(0, MOST_NAMES);
  const rest = missed.length - named.length;
  const [comma, and] = lang === "en" ? [", ", " and "] : ["、", lang === "zh-Hant" ? "及" : "和"];
  const names = named.flatMap((goal, index): Span[] => {
    const last = index === named.length - 1;
    const before = index === 0 ? "" : last && rest === 0 ? and : comma;
    return [plain(before), { text: inSentence(goal.goal.name, lang), status: "misses" }];
  });
  const counted = rest ? fill(words.s_more, { count: rest, total: missed.length }) : "";
  return [plain(words.s_misses), ...names, plain(counted + (more ? words.s_semi : words.s_end))];
}

function closeSpans(close: readonly GoalView[], lang: Lang, words: Words["plan"]): Span[] {
  if (!close.length) return [];
  const names = list(
    close.map((goal) => inSentence(goal.goal.name, lang)),
    lang,
  );
  const many = close.length > 1 || isPlural(close[0]?.goal.name ?? "");
  return [plain(fill(many ? words.s_close_many : words.s_close_one, { names }))];
}

/** English only: "I&T jobs are", "sustainability is". */
function isPlural(name: string): boolean {
  return /[^s]s$/.test(name.split(" of ")[0] ?? "");
}

function farness(goal: GoalView): number {
  const { row } = goal;
  if (goal.margin === null || !isKnown(row.target)) return 0;
  return -goal.margin / Math.max(Math.abs(row.target - (row.first ?? 0)), 1e-12);
}

const PROPER = /^(Hong Kong|Shenzhen|Northern|New Territories|San Tin|Kowloon|Lantau|I&T|[A-Z]{2})/;

/** A name inside an English sentence starts small, unless it is a place or an abbreviation. */
export function inSentence(name: string, lang: Lang): string {
  if (lang !== "en" || PROPER.test(name)) return name;
  return name.charAt(0).toLowerCase() + name.slice(1);
}
