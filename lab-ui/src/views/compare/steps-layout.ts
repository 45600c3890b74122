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
export function layoutSteps(steps: Steps, together: string, target: number | null): StepsLayout {
  const parts = [...steps.steps, ...(steps.together ? [{ name: together, change: steps.together }] : [])];
  let at = steps.from;
  const bars = parts.map(({ name, change }) => {
    const bar = { name, change, from: at, to: at + change };
    at = bar.to;
    return bar;
  });
  const all = [steps.from, steps.to, ...bars.map((bar) => bar.to), ...(target === null ? [] : [target])];
  return { bars, low: Math.min(...all), high: Math.max(...all) };
}
