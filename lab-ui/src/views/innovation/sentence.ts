// The sentence that opens the view: how unequal the beginning is, and where the pipeline narrows.
import { list, number } from "../../format";
import type { Lang, Side, Span } from "../../types";
import { fill } from "../../words";
import { stageInside, type InnovationWords } from "./names";
import { throughput, tightest, type Snapshot } from "./pipeline";
import type { Narrow } from "./result";

export interface Said {
  shot: Snapshot;
  sides: readonly Side[];
  /** By side; null where the question was not asked or does not fit the plan shown. */
  narrow: (Narrow | null)[];
  words: InnovationWords;
  lang: Lang;
}

export function sentence(said: Said): Span[] {
  return [plain(beginning(said)), ...narrowing(said)];
}

/** Compares the research of the two sides; one side alone is told by what becomes of its projects. */
function beginning({ shot, sides, words, lang }: Said): string {
  const [one, other] = shot.lanes;
  const year = shot.year;
  if (!one) return "";
  if (!other || !(one.results > 0) || !(other.results > 0)) {
    const share = throughput(one);
    const side = sides[one.side]?.name ?? "";
    return fill(words.say_alone, { year, side, share: number(share === null ? null : share * 100, lang) });
  }
  const [more, less] = one.results >= other.results ? [one, other] : [other, one];
  const times = more.results / less.results;
  const pair = { year, more: sides[more.side]?.name ?? "", less: sides[less.side]?.name ?? "" };
  if (times < 1.05) return fill(words.say_equal, pair);
  return fill(words.say_times, { ...pair, times: number(Number(times.toPrecision(2)), lang) });
}

/** The narrow point of the first side, where this page's money is spent; the tightest stage before it was asked. */
function narrowing(said: Said): Span[] {
  const { shot, sides, narrow, words, lang } = said;
  const lane = shot.lanes[0];
  const side = sides[0]?.name ?? "";
  if (!lane) return [];
  const found = narrow[0];
  const [before, after] = (found ? (found.rivals.length > 1 ? words.say_tie : words.say_narrow) : words.say_tight).split(
    "{stage}",
  );
  const stages = found ? found.rivals : [tightest(lane)].filter(Boolean);
  if (!stages.length) return [];
  const named = list(
    stages.map((stage) => stageInside(stage, words)),
    lang,
  );
  const status = found && found.rivals.length > 1 ? "close" : "misses";
  return [
    plain(fill(before ?? "", { side, year: shot.year })),
    { text: named, status },
    plain(fill(after ?? "", { side, year: shot.year })),
  ];
}

function plain(text: string): Span {
  return { text, status: "" };
}
