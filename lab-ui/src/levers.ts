// Levers and their values: the plan's own, changed by the scenario text.
import { parseScenario } from "./scenario";
import type { Lever, LeverValue, LeverValues, RegionInfo } from "./types";

/** The values the named plan has by itself. */
export function ownValues(info: RegionInfo, scenario: string): LeverValues {
  const { plan } = parseScenario(scenario);
  return info.plans.find((one) => one.id === plan)?.levers ?? {};
}

/** Every lever's value in a scenario: own values, then its changes. */
export function valuesOf(info: RegionInfo, scenario: string): LeverValues {
  return { ...ownValues(info, scenario), ...parseScenario(scenario).changes };
}

/** Number of levers the scenario changes from its plan. */
export function changeCount(scenario: string): number {
  return Object.keys(parseScenario(scenario).changes).length;
}

export function isNumeric(lever: Lever): boolean {
  return lever.kind !== "choice";
}

export function isTested(lever: Lever, value: LeverValue): boolean {
  if (!isNumeric(lever) || typeof value !== "number") return true;
  return value >= lever.tested_low && value <= lever.tested_high;
}

/** The nearest value the model was tested with. */
export function tested(lever: Lever, value: number): number {
  return Math.min(Math.max(value, lever.tested_low), lever.tested_high);
}

/** Rounds to the lever's steps, counted from its low end, and keeps it on the scale. */
export function onScale(lever: Lever, value: number): number {
  const held = Math.min(Math.max(value, lever.low), lever.high);
  if (!(lever.step > 0)) return held;
  const stepped = lever.low + Math.round((held - lever.low) / lever.step) * lever.step;
  return Number(Math.min(stepped, lever.high).toPrecision(12));
}

export interface LeverGroup {
  id: string;
  name: string;
  levers: Lever[];
}

export function leverGroups(levers: readonly Lever[]): LeverGroup[] {
  const groups = new Map<string, LeverGroup>();
  for (const lever of levers) {
    const group = groups.get(lever.group) ?? { id: lever.group, name: lever.group_name, levers: [] };
    group.levers.push(lever);
    groups.set(lever.group, group);
  }
  return [...groups.values()];
}
