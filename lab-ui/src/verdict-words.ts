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
  const named = view.year === shownYear || reachedLate(view) !== null; // "reached in 2042" names its year
  const dated = named ? plain : fill(words.in_year, { verdict: plain, year: view.year });
  return checking && !view.band ? fill(words.checking, { verdict: dated }) : dated;
}

function plainVerdict(view: GoalView, lang: Lang): string {
  const words = wordsOf(lang).plan;
  const { row, margin, verdict, band } = view;
  const lower = row.better === "lower";
  if (verdict === "none" || margin === null) return "";
  const width = band ? { band: band.high - band.low } : {};
  const value = short(Math.abs(margin), row.unit, lang, width);
  const measured =
    row.unit === "share" || row.unit.startsWith("%") ? asPoints(Math.abs(margin), row.unit, lang) : value;
  if (verdict === "close")
    return fill(margin < 0 ? words.close_short : words.close_over, { value: measured });
  if (margin >= 0) return fill(lower ? words.meets_below : words.meets_by, { value: measured });
  if (verdict === "meets") return words.meets;
  const reached = reachedLate(view);
  if (reached !== null) {
    const years = reached - view.year;
    return fill(years === 1 ? words.late_one : words.late, { reached, years });
  }
  return fill(lower ? words.misses_above : words.misses_by, { value: measured });
}

/** The year after the target's in which B reaches it; null if it meets it in time or never. */
function reachedLate({ row, verdict, year, margin }: GoalView): number | null {
  const reached = row.line?.reached ?? null;
  const late = verdict === "misses" && margin !== null && margin < 0;
  return late && reached !== null && reached > year ? reached : null;
}

/** Distances between percentages are points. */
function asPoints(value: number, unit: string, lang: Lang): string {
  return short(value, unit, lang, { sign: true }).replace(/^\+/, "");
}
