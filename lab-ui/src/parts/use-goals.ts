import { useMemo } from "preact/hooks";
import { goalViews, type GoalView } from "../goals";
import { useLabState } from "../lab";

const NONE: GoalView[] = [];

/** The goals of the shown scenario with their bands and verdicts. */
export function useGoals(): GoalView[] {
  const scenario = useLabState((state) => state.scenario);
  const bands = useLabState((state) => state.bands);
  return useMemo(() => (scenario ? goalViews(scenario, bands) : NONE), [scenario, bands]);
}
