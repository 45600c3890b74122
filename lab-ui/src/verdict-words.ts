// A verdict in plain words: "misses by 0.09", never a percentage of variance.
import { short } from "./format";
import type { GoalView } from "./goals";
import type { Lang } from "./types";
import { fill, wordsOf } from "./words";

/** Says how B stands to the target in the target's year; the year is named where another one is shown. */
export function verdictWords(view: GoalView, lang: Lang, shownYear: number, checking: boolean): string {
  const words = wordsOf(lang).plan;
  const plain = plainVerdict(view, lang);
  if (!plain) return "";
  const dated = view.year === shownYear ? plain : fill(words.in_year, { verdict: plain, year: view.year });
  return checking && !view.band ? fill(words.checking, { verdict: dated }) : dated;
}

function plainVerdict(view: GoalView, lang: Lang): string {
  const words = wordsOf(lang).plan;
  const { row, margin, verdict, band } = view;
  const lower = row.better === "lower";
  if (verdict === "none" || margin === null) return "";
  const width = band ? { band: band.high - band.low } : {};
  const value = short(Math.abs(margin), row.unit, lang, width);
  const measured = row.unit === "share" || row.unit.startsWith("%") ? asPoints(Math.abs(margin), row.unit, lang) : value;
  if (verdict === "close") return fill(margin < 0 ? words.close_short : words.close_over, { value: measured });
  if (margin >= 0) return fill(lower ? words.meets_below : words.meets_by, { value: measured });
  if (verdict === "meets") return words.meets;
  const reached = row.line?.reached ?? null;
  if (reached !== null && reached > view.year) {
    const years = reached - view.year;
    return fill(years === 1 ? words.late_one : words.late, { reached, years });
  }
  return fill(lower ? words.misses_above : words.misses_by, { value: measured });
}

/** Distances between percentages are points. */
function asPoints(value: number, unit: string, lang: Lang): string {
  return short(value, unit, lang, { sign: true }).replace(/^\+/, "");
}
