// Where the next billion does most, what each budget can buy, and the programme that buys it.
import { useMemo, useState } from "preact/hooks";
import { amount, list } from "../../format";
import type { JobView } from "../../jobs";
import { useLabState, useWords } from "../../lab";
import { Page } from "../../parts/page";
import type { RegionInfo, Scenario } from "../../types";
import { fill } from "../../words";
import { Ask } from "../common/ask";
import { useAsked } from "../common/asked";
import { Notice } from "../common/notice";
import { Pareto, type Place } from "./pareto";
import { isInPoints, missed, pointsOver, ranking, unitWorth, weighedGoals, type Weighed, type Weights } from "./points";
import { Rank } from "./rank";
import type { ProgrammeResult, ValueResult } from "./result";
import { sentence } from "./sentence";
import { Settings } from "./settings";
import { Years } from "./years";

export function Money() {
  const words = useWords();
  const scenario = useLabState((state) => state.scenario);
  const info = useLabState((state) => state.info);
  if (!scenario || !info) return <Notice text={words.asking.no_scenario} />;
  return <View scenario={scenario} info={info} />;
}

function View({ scenario, info }: { scenario: Scenario; info: RegionInfo }) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const [weights, setWeights] = useState<Weights>({});
  const [ceiling, setCeiling] = useState<number | null>(scenario.cost.ceiling);
  const goals = useMemo(() => weighedGoals(scenario, info.goals, weights), [scenario, info, weights]);
  const values = useAsked<ValueResult>("value");
  const programmes = useAsked<ProgrammeResult>("programme", programmeOptions(ceiling, goals));
  const { money } = info.about;
  const rows = useMemo(() => (values.result ? ranking(values.result, goals) : []), [values.result, goals]);
  const programme = programmes.result;
  if (!goals.length) return <Notice text={words.no_goals} />;
  const inPoints = programme !== null && isInPoints(programme, goals);
  const a = placed(scenario.cost.a, pointsOver("a", inPoints ? programme : null, goals));
  const b = placed(scenario.cost.b, pointsOver("b", inPoints ? programme : null, goals));
  const base = info.plans.find((plan) => plan.id === programme?.base)?.name ?? programme?.base ?? "";
  const said = sentence({ rows, programme, b: inPoints ? b : null, money, words, lang });
  return (
    <Page
      sentence={said}
      aside={
        <Settings
          ceiling={ceiling}
          setCeiling={setCeiling}
          goals={goals}
          weights={weights}
          setWeights={setWeights}
          money={money}
        />
      }
    >
      <div class="money">
        <div class="money-top">
          <div class="money-rank">
            {values.result ? (
              <Rank rows={rows} chosen={programme ? new Set(programme.chosen.map((one) => one.candidate)) : null} money={money} />
            ) : (
              <AskValue job={values} />
            )}
          </div>
          <div class="money-pareto">
            {programme ? (
              <>
                <Pareto
                  programme={programme}
                  a={a}
                  b={b}
                  ceiling={ceiling}
                  money={money}
                  year={scenario.about.years.at(-1) ?? 0}
                  base={base}
                  inPoints={inPoints}
                />
                <Missed programme={programme} goals={goals} ceiling={ceiling} money={money} />
              </>
            ) : (
              <AskProgramme job={programmes} />
            )}
          </div>
        </div>
        {programme && (
          <div class="money-years">
            <Years programme={programme} money={money} />
          </div>
        )}
      </div>
    </Page>
  );
}

/** The question of a programme: a ceiling on all that is spent, and what one unit of each goal counts in points. */
function programmeOptions(ceiling: number | null, goals: readonly Weighed[]): Record<string, unknown> {
  return {
    ...(ceiling === null ? {} : { ceiling }),
    goals: goals.map((goal) => ({
      indicator: goal.indicator,
      scope: goal.scope,
      weight: Number(unitWorth(goal, goals).toPrecision(8)),
    })),
  };
}

function placed(cost: number | null, points: number | null): Place | null {
  return cost === null || points === null ? null : { cost, points };
}

function AskValue({ job }: { job: JobView<ValueResult> }) {
  const words = useWords().money;
  const money = useLabState((state) => state.info?.about.money ?? "");
  return (
    <section class="block">
      <h2>{fill(words.rank_title, { money })}</h2>
      <p class="note">{words.points_note}</p>
      <Ask job={job} label={words.rank_ask} note={words.rank_how} />
    </section>
  );
}

function AskProgramme({ job }: { job: JobView<ProgrammeResult> }) {
  const words = useWords().money;
  return (
    <section class="block">
      <h2>{words.pareto_title}</h2>
      <Ask job={job} label={words.pareto_ask} note={words.pareto_how} />
    </section>
  );
}

interface MissedProps {
  programme: ProgrammeResult;
  goals: readonly Weighed[];
  ceiling: number | null;
  money: string;
}

/** Says so where no portfolio reaches all goals: the recommended one is the best there is under the ceiling. */
function Missed({ programme, goals, ceiling, money }: MissedProps) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const lost = missed(programme, goals);
  if (!lost.length) return null;
  const named = list(
    lost.map((goal) => `${goal.name} (${goal.place})`),
    lang,
  );
  const parts = { goals: named, ceiling: amount(ceiling, money, lang) };
  return (
    <p class="money-missed" role="note">
      {fill(ceiling === null ? words.missed_free : words.missed, parts)}
    </p>
  );
}
