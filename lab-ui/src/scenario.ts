// A scenario as one string: `plan~lever:value,lever:value`, the plan's own values left out.
import type { LeverValue, LeverValues } from "./types";

/** Stands in A's place where B is compared with nothing. */
export const NO_BASELINE = "none";

export interface ScenarioName {
  plan: string;
  changes: LeverValues;
}

/** Reads `northern-metropolis~clear:20,nl:2032`; pairs it cannot read are left out and returned as `bad`. */
export function parseScenario(text: string): ScenarioName & { bad: string[] } {
  const [plan = "", ...rest] = text.split("~");
  const changes: LeverValues = {};
  const bad: string[] = [];
  for (const pair of rest.join("~").split(",").filter(Boolean)) {
    const at = pair.lastIndexOf(":");
    const lever = pair.slice(0, at);
    const value = pair.slice(at + 1);
    if (at < 1 || value === "") bad.push(pair);
    else changes[lever] = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : value;
  }
  return { plan, changes, bad };
}

export function formatScenario({ plan, changes }: ScenarioName): string {
  const pairs = Object.entries(changes).map(([lever, value]) => `${lever}:${value}`);
  return pairs.length ? `${plan}~${pairs.join(",")}` : plan;
}

/** Returns the scenario with one lever moved; a value equal to the plan's own is dropped from the text. */
export function withLever(text: string, lever: string, value: LeverValue, own: LeverValues): string {
  const { plan, changes } = parseScenario(text);
  const next = { ...changes, [lever]: value };
  if (next[lever] === own[lever]) delete next[lever];
  return formatScenario({ plan, changes: next });
}

export interface LeverChange {
  lever: string;
  /** Undefined where the scenario leaves the plan's own value. */
  from: LeverValue | undefined;
  to: LeverValue | undefined;
}

/** Levers on which two scenarios differ. */
export function differences(before: string, after: string): LeverChange[] {
  const [one, other] = [parseScenario(before).changes, parseScenario(after).changes];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((lever) => one[lever] !== other[lever])
    .map((lever) => ({ lever, from: one[lever], to: other[lever] }));
}
