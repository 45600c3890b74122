// What `technopole ecosystem` answers, and which stage it says is the narrow point.
import { LIKELY, UNLIKELY } from "../../goals";
import type { FlowName } from "./pipeline";

export interface Band {
  low: number;
  middle: number;
  high: number;
}

export type ByStage<T> = Record<string, T>;

export interface Bottleneck {
  /** A side, or "region". */
  side: string;
  stage: string;
  gain_per_hkd: number;
  by_stage: ByStage<number>;
}

export interface FlowWorth {
  flow: FlowName;
  volume: number;
  unit: string;
  marginal: number;
  removal: number;
  shapley: number;
}

export interface EcosystemResult {
  money: string;
  flows: FlowWorth[];
  bottlenecks: Bottleneck[];
  /** The same with one stage map for all performers. */
  placebo: Bottleneck[];
  draws: {
    count: number;
    failed: number;
    share: Record<string, ByStage<number>>;
    gain?: Record<string, ByStage<Band>>;
  };
  not_identified: { parameter: string; stage: string; value: number; low: number | null; high: number | null }[];
}

export interface Narrow {
  /** Stage of the largest gain with central values. */
  stage: string;
  gain: number;
  /** Stages no draw can tell from it, most often first; one alone where the draws agree. */
  rivals: string[];
  /** How the order was tested. */
  tested: "draws" | "nothing";
  /** Share of draws in which the first rival is the narrow point. */
  share: number | null;
  placebo: string;
}

/**
 * Returns the narrow point for a side's goal (or "region"). Draws settle it when one stage is first in four
 * fifths of them; otherwise every stage that is first in more than a fifth ties.
 */
export function narrowPoint(result: EcosystemResult, goal: string): Narrow | null {
  const row = result.bottlenecks.find((one) => one.side === goal);
  if (!row) return null;
  const placebo = result.placebo.find((one) => one.side === goal)?.stage ?? "";
  const base = { stage: row.stage, gain: row.gain_per_hkd, placebo };
  const shares = Object.entries(result.draws.share[goal] ?? {});
  if (!shares.length) return { ...base, rivals: [row.stage], tested: "nothing", share: null };
  const ranked = shares.sort(([, one], [, other]) => other - one);
  const [first, most] = ranked[0] ?? [row.stage, 0];
  const tied = ranked.filter(([, share]) => share > UNLIKELY).map(([stage]) => stage);
  const rivals = most >= LIKELY || tied.length < 2 ? [first] : tied;
  return { ...base, rivals, tested: "draws", share: most };
}
