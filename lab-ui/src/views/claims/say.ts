// A claim in words: what it is held against, what turns it, what would have to be true.
import { amount, isKnown, number } from "../../format";
import type { Lang, Lever, PlanInfo, ScoreRow } from "../../types";
import { fill, type Words } from "../../words";
import { figureOf, type Claim, type Flip } from "./result";

type ClaimWords = Words["claims"];
/** What a claim needs of a row of the scorecard. */
export type Named = Pick<ScoreRow, "name" | "scope_name" | "unit">;

/** Names the plans in "northern-metropolis without crossing; baseline" as the region does. */
export function futureName(future: string, plans: readonly PlanInfo[]): string {
  const [id = "", ...rest] = future.split(" ");
  const name = plans.find((plan) => plan.id === id)?.name ?? id;
  return [name, ...rest].join(" ");
}

export function comparedWith(claim: Claim, plans: readonly PlanInfo[], words: ClaimWords): string {
  if (!claim.counterfactual) return words.compared_nothing;
  return claim.counterfactual
    .split("; ")
    .map((future) => futureName(future, plans))
    .join("; ");
}

/** "Holds if theta is below 0.0736 (71 % there, 16 % elsewhere)"; empty where no single assumption turns it. */
export function turnsIf(claim: Claim, words: ClaimWords, lang: Lang): string[] {
  return claim.flips_if.map((flip) => turn(flip, words, lang));
}

function turn(flip: Flip, words: ClaimWords, lang: Lang): string {
  const holds = flip.probability > flip.otherwise;
  return fill(holds ? words.holds_if : words.fails_if, {
    assumption: flip.assumption,
    condition: flip.condition === "below" ? words.below : words.above,
    value: number(flip.value, lang),
    there: percent(flip.probability, lang),
    elsewhere: percent(flip.otherwise, lang),
  });
}

/** The lever that moves the assumption of a flip, and the value at which the claim turns. */
export function switchPoint(claim: Claim, levers: readonly Lever[]): { lever: Lever; value: number } | null {
  for (const flip of claim.flips_if) {
    const lever = levers.find((one) => one.kind !== "choice" && one.id === flip.assumption);
    if (!lever || flip.value < lever.low || flip.value > lever.high) continue;
    const step = lever.step > 0 ? lever.step : 1;
    const steps = (flip.value - lever.low) / step;
    const beyond = flip.condition === "below" ? Math.floor(steps) : Math.ceil(steps);
    const value = Math.min(Math.max(lever.low + beyond * step, lever.low), lever.high);
    return { lever, value: Number(value.toPrecision(10)) };
  }
  return null;
}

/** What a draw must show for the claim to hold there. */
export function formula(claim: Claim, row: Named | null, words: ClaimWords, lang: Lang): string {
  const unit = row?.unit ?? "";
  const goal = isKnown(claim.goal) ? amount(claim.goal, unit, lang) : words.the_goal;
  const sign = claim.at_most ? "≤" : "≥";
  const by = claim.by ? amount(claim.by, unit, lang) : "0";
  return fill(words[`formula_${claim.kind}`], { sign, goal, by });
}

export function figureName(claim: Claim, row: Named | null, lang: Lang): string {
  if (!row) return claim.figure ?? "";
  const place = lang === "en" ? ", " : "，";
  return [row.name, row.scope_name, claim.year ?? ""].filter(Boolean).join(place);
}

/** The row of the scorecard that has the claim's figure: its name, place and unit. */
export function rowOf(claim: Claim, rows: readonly ScoreRow[]): ScoreRow | null {
  const figure = figureOf(claim);
  if (!figure) return null;
  return rows.find((row) => row.indicator === figure.indicator && row.scope === figure.scope) ?? null;
}

/** The median distance to the claim's threshold, in the figure's unit. */
export function marginText(claim: Claim, row: Named | null, lang: Lang): string {
  return amount(claim.margin, row?.unit ?? "", lang, { sign: true });
}

export function percent(share: number, lang: Lang): string {
  return number(Math.round(share * 100), lang);
}
