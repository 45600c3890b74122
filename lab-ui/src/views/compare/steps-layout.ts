// Where the contribution steps stand: each starts where the one before ended, from a dot and not from zero.
import type { Steps } from "../../types";

export interface StepBar {
  name: string;
  change: number;
  from: number;
  to: number;
}

export interface StepsLayout {
  bars: StepBar[];
  low: number;
  high: number;
}

/** `together` names what the parts do only in each other's company; nothing of it, no bar. */
export function layoutSteps(steps: Steps, together: string, target: number | null): StepsLayout | null {
  const { from, to } = steps;
  if (from === null || to === null) return null;
  // a part that cannot stand alone acts only with the others: its work is in what they do together
  const alone = steps.steps.flatMap(({ name, change }) => (change === null ? [] : [{ name, change }]));
  const parts = [...alone, ...(steps.together ? [{ name: together, change: steps.together }] : [])];
  let at = from;
  const bars = parts.map(({ name, change }) => {
    const bar = { name, change, from: at, to: at + change };
    at = bar.to;
    return bar;
  });
  const all = [from, to, ...bars.map((bar) => bar.to), ...(target === null ? [] : [target])];
  return { bars, low: Math.min(...all), high: Math.max(...all) };
}
