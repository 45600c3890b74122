// One claim of the list: statement, verdict, probability, what it is held against, what turns it.
import type { ComponentChildren } from "preact";
import { useLabState, useWords } from "../../lab";
import { Glyph } from "../../parts/glyph";
import { fill, type Words } from "../../words";
import { ProbabilityAxis } from "./axis";
import { wilson } from "./interval";
import { glyphOf, statementOf, type Claim, type ClaimVerdict } from "./result";
import { comparedWith, percent, turnsIf } from "./say";

export interface ItemProps {
  claim: Claim;
  draws: number;
  open: boolean;
  toggle: () => void;
  /** The why panel, where it opens inside the list. */
  children?: ComponentChildren;
}

export function Item({ claim, draws, open, toggle, children }: ItemProps) {
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  const plans = useLabState((state) => state.info?.plans);
  const interval = wilson(claim.probability, claim.draws ?? draws);
  const kind = glyphOf(claim.verdict);
  const n = percent(claim.probability, lang);
  const said = fill(words.interval, { n, low: percent(interval.low, lang), high: percent(interval.high, lang) });
  return (
    <li class={`claim ${open ? "open" : ""}`}>
      <button type="button" class="claim-button" aria-expanded={open} aria-controls={`why-${claim.id}`} onClick={toggle}>
        <span class="claim-statement">{statementOf(claim, lang)}</span>
        <span class={`claim-verdict ${kind}`}>
          <Glyph verdict={kind} /> {verdictName(claim.verdict, words)}
        </span>
        <ProbabilityAxis share={claim.probability} interval={interval} />
        <b class="claim-share" title={said}>
          <span aria-hidden="true">{n}&#8239;%</span>
          <span class="unseen">{said}</span>
        </b>
        <span class="claim-more note">
          <span>
            {words.compared} {comparedWith(claim, plans ?? [], words)}
          </span>{" "}
          {turnsIf(claim, words, lang).map((turn) => (
            <b key={turn}>{turn} </b>
          ))}
        </span>
      </button>
      {children}
    </li>
  );
}

export function verdictName(verdict: ClaimVerdict, words: Words["claims"]): string {
  return verdict === "not supported" ? words.not_supported : words[verdict];
}
