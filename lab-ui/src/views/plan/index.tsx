// Plan: does it meet its goals? Levers, map with section, scorecard.
import { useMemo } from "preact/hooks";
import { useLabState } from "../../lab";
import { Page } from "../../parts/page";
import { useGoals } from "../../parts/use-goals";
import { useNarrow } from "../../parts/use-narrow";
import { LeverPanel } from "./lever-panel";
import { MapPanel } from "./map-panel";
import { PlanLegend } from "./plan-legend";
import { Scorecard } from "./scorecard";
import { planSentence } from "./sentence";
import { Sheet } from "./sheet";

export function Plan() {
  const goals = useGoals();
  const lang = useLabState((state) => state.lang);
  const narrow = useNarrow();
  const scenario = useLabState((state) => state.scenario);
  const sentence = useMemo(
    () => (scenario ? planSentence(goals, scenario.cost, lang) : []),
    [goals, scenario, lang],
  );
  if (!scenario) return null;
  // a region without judged goals is opened by what the server says of it
  const said = sentence.length ? sentence : scenario.headline;
  return (
    <Page sentence={said} lang={sentence.length ? lang : scenario.about.language} aside={<PlanLegend />}>
      <Scorecard goals={goals} />
      {!narrow && <LeverPanel />}
      <MapPanel />
      {narrow && <Sheet />}
    </Page>
  );
}
