// What `technopole claims` answers.
import type { Lang, VerdictId } from "../../types";

export type ClaimVerdict = "supported" | "not supported" | "depends";
export type ClaimKind =
  | "reaches"
  | "raises"
  | "lowers"
  | "necessary"
  | "sufficient"
  | "complements"
  | "robust";

/** An assumption whose value decides: beyond the cut the majority of draws is the other way. */
export interface Flip {
  assumption: string;
  condition: "below" | "above";
  value: number;
  probability: number;
  otherwise: number;
  share_of_draws: number;
}

export interface Sample {
  /** The future in words: a plan, what it is without, what is set. */
  future: string;
  values: number[];
}

export interface Claim {
  id: string;
  statement: string;
  /** The statement by language, where the server tells it. */
  statements?: Partial<Record<Lang, string>>;
  kind: ClaimKind;
  verdict: ClaimVerdict;
  probability: number;
  margin: number;
  flips_if: Flip[];
  counterfactual: string;
  /** "jobs@north"; older answers lack this and what follows. */
  figure?: string;
  year?: number;
  goal?: number | null;
  at_most?: boolean;
  by?: number | null;
  plan?: string;
  note?: string;
  /** The note by language, where the server tells it. */
  notes?: Partial<Record<Lang, string>>;
  draws?: number;
  /** The figure in each draw, by future; null where the server does not keep them. */
  samples?: Sample[] | null;
}

export interface ClaimsResult {
  region: string;
  draws: number;
  seed: number;
  claims: Claim[];
}

export const VERDICTS: readonly ClaimVerdict[] = ["supported", "depends", "not supported"];

const GLYPHS: Record<ClaimVerdict, VerdictId> = {
  supported: "meets",
  depends: "close",
  "not supported": "misses",
};

export function glyphOf(verdict: ClaimVerdict): VerdictId {
  return GLYPHS[verdict];
}

export function statementOf(claim: Claim, lang: Lang): string {
  return claim.statements?.[lang] ?? claim.statement;
}

export function noteOf(claim: Claim, lang: Lang): string {
  return claim.notes?.[lang] ?? claim.note ?? "";
}

export function tally(claims: readonly Claim[]): Record<ClaimVerdict, number> {
  const found: Record<ClaimVerdict, number> = { supported: 0, depends: 0, "not supported": 0 };
  for (const claim of claims) found[claim.verdict] += 1;
  return found;
}

/** Splits "jobs@north" into indicator and scope. */
export function figureOf(claim: Claim): { indicator: string; scope: string } | null {
  if (!claim.figure) return null;
  const at = claim.figure.lastIndexOf("@");
  return { indicator: claim.figure.slice(0, at), scope: claim.figure.slice(at + 1) };
}
