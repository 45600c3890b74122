// The sentence that opens Compare: where B puts more jobs than A, and where they come from.
import { number } from "../../format";
import { shortName } from "../../labels";
import { differenceOf } from "../../scale";
import type { Lang, Scenario, Span } from "../../types";
import { fill, wordsOf } from "../../words";

/** Share of the gain that must leave other places for "most leave" to be said. */
const MOST = 0.5;
const SOME = 0.1;
/** Share of the part's jobs below which the plans count as the same. */
const SAME = 1e-3;

export function compareSentence(scenario: Scenario, year: number, lang: Lang): Span[] {
  const words = wordsOf(lang).compare;
  const { about, map } = scenario;
  const changes = jobChanges(scenario, year);
  const part = about.parts.find((one) => one.id === about.focus);
  if (!changes || !part) return [];
  const inPart = sum(changes, (zone) => map.zones[zone]?.part === part.id);
  const now = sum(
    scenario.section.b[Math.max(0, about.years.indexOf(year))] ?? [],
    (zone) => map.zones[zone]?.part === part.id,
  );
  const place = lang === "en" ? withArticle(part.name) : part.name;
  if (Math.abs(inPart) <= SAME * Math.max(now, 1)) return [text(fill(words.s_same, { year, place }).trim())];
  const lead = fill(inPart > 0 ? words.s_more : words.s_fewer, {
    year,
    place,
    count: number(Math.abs(inPart), lang),
  });
  if (inPart < 0) return [text(lead.trim())];
  return [text(lead), ...origin(scenario, changes, inPart, part.side, lang)];
}

/** Change of jobs by zone, B minus A; null without a baseline. */
function jobChanges({ section, about }: Scenario, year: number): number[] | null {
  const index = Math.max(0, about.years.indexOf(year));
  const before = section.a?.[index];
  if (!before) return null;
  return (section.b[index] ?? []).map((value, zone) => differenceOf(value, before[zone]) ?? 0);
}

/** Which zones of the same side lose most, and how much of the gain is new to the side. */
function origin(scenario: Scenario, changes: number[], gain: number, side: string, lang: Lang): Span[] {
  const words = wordsOf(lang).compare;
  const { about, map } = scenario;
  const name = about.sides.find((one) => one.id === side)?.name ?? side;
  const onSide = sum(changes, (zone) => map.zones[zone]?.side === side);
  const moved = 1 - Math.max(0, Math.min(1, onSide / gain));
  if (moved < SOME) return [text(fill(words.s_all_new, { side: name }))];
  const losers = map.zones
    .map((zone, index) => ({ zone, change: changes[index] ?? 0 }))
    .filter(({ zone, change }) => zone.side === side && change < 0)
    .sort((one, other) => one.change - other.change)
    .slice(0, 2)
    .map(({ zone }) => shortName(zone.name));
  const tenths = Math.round(10 * (1 - moved));
  const rest =
    tenths === 0 ? fill(words.s_no_new, { side: name }) : fill(words.s_new, { share: tenths, side: name });
  const and = lang === "en" ? " and " : lang === "zh-Hant" ? "及" : "和";
  return [
    text(moved >= MOST ? words.s_leave : words.s_some),
    { text: losers.join(and), status: "misses" },
    text(rest),
  ];
}

function sum(values: readonly (number | null)[], keep: (zone: number) => boolean): number {
  return values.reduce<number>((total, value, zone) => total + (keep(zone) ? (value ?? 0) : 0), 0);
}

function text(words: string): Span {
  return { text: words, status: "" };
}

/** Names that end in such a word take "the" in English. */
function withArticle(name: string): string {
  return /(Metropolis|Territories|Islands|Region|Loop)$/.test(name) || /^rest of/i.test(name)
    ? `the ${name.replace(/^Rest/, "rest")}`
    : name;
}
