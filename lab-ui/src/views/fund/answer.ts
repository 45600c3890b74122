// What the server answers of a joint fund beyond the least it must: schemes, size, units.
import type { FundData } from "../../types";

export interface Payer {
  id: string;
  name: string;
  side?: string;
  /** Money it has over all years. */
  budget?: number;
  paid?: number;
  lost_at_border?: number;
  administration?: number;
}

export interface FundRule {
  rule: string;
  name: string;
  /** The rule in force, in words. */
  words?: string;
  on: boolean;
  /** Value gained without a rule that holds, or lost with one that is off. */
  cost: number | null;
  how: string;
}

export interface FundAnswer extends Omit<FundData, "payers" | "receivers" | "rules"> {
  payers: Payer[];
  /** The sides where money is spent. */
  receivers: { id: string; name: string }[];
  rules: FundRule[];
  schemes?: { id: string; name: string }[];
  /** Budgets times this. */
  size?: number;
  currency?: string;
  value_unit?: string;
  years?: number[];
  proposals?: number;
  caveat?: string;
  note?: string;
  description?: string;
}

/** Multiples of a scheme's budgets that its pool of proposals was drawn for. */
export const TESTED = [0.5, 2] as const;
/** Multiples the server takes at all. */
export const TAKEN = [0.1, 10] as const;

/** Money in the fund over all years. */
export function budgetOf(answer: FundAnswer): number {
  return answer.payers.reduce((sum, payer) => sum + (payer.budget ?? 0), 0);
}

export interface Award {
  proposal: string;
  title: string;
  lead: string;
  sides: string[];
  institution: string;
  field: string;
  value: number;
  cost: number;
  certainty: string;
  paid_by: Record<string, number>;
}

/** Reads the award rows; one that is no award is left out. */
export function awardsOf(answer: Pick<FundData, "awards">): Award[] {
  return answer.awards.flatMap((row) => {
    const { proposal, title, lead, institution, field, certainty } = row;
    const sides = Array.isArray(row.sides) ? row.sides.map(String) : [];
    const paid = row.paid_by && typeof row.paid_by === "object" ? row.paid_by : {};
    const value = Number(row.value);
    const cost = Number(row.cost);
    if (proposal === undefined || !Number.isFinite(value)) return [];
    const text = (one: unknown) => (one === undefined || one === null ? "" : String(one));
    return [
      {
        proposal: text(proposal),
        title: text(title),
        lead: text(lead),
        institution: text(institution),
        field: text(field),
        certainty: text(certainty),
        sides,
        value,
        cost,
        paid_by: Object.fromEntries(Object.entries(paid).map(([name, amount]) => [name, Number(amount)])),
      },
    ];
  });
}

/** True where the answer says that it lies outside what was tested. */
export function isExtrapolated(answer: Pick<FundData, "extrapolated">): boolean {
  return Array.isArray(answer.extrapolated) ? answer.extrapolated.length > 0 : answer.extrapolated;
}
