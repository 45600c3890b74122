// The sentence that opens Evidence: is it solved, and how did the tests come out.
import { list, number } from "../../format";
import type { Lang, Scenario, Span } from "../../types";
import { fill, type Words } from "../../words";
import { medianMiss } from "./ratio";

export function sentence(scenario: Scenario, words: Words["evidence"], lang: Lang): Span[] {
  const { status, fit } = scenario;
  const tests = fit.filter((row) => !row.fitted && row.ratio !== null).length;
  const miss = medianMiss(fit);
  const said =
    miss === null
      ? words.say_no_tests
      : fill(words.say_tests, { count: fit.length, tests, miss: number(Math.round(100 * miss), lang) });
  const first = solved(scenario, words, lang);
  return [
    { text: first.trimEnd(), status: status.converged && status.closed ? "meets" : "misses" },
    { text: first.slice(first.trimEnd().length) + said, status: "" },
  ].map((span) => ({ ...span, status: span.status as Span["status"] }));
}

function solved({ status }: Scenario, words: Words["evidence"], lang: Lang): string {
  if (status.failure) return words.say_stopped;
  if (!status.converged) return fill(words.say_unsettled, { years: list(status.unsettled.map(String), lang) });
  return status.closed ? words.say_solved : words.say_open;
}
