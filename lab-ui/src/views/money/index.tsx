// Where the next billion does most, what each budget can buy, and the programme that buys it.
import { useMemo, useRef, useState } from "preact/hooks";
import { list } from "../../format";
import type { JobView } from "../../jobs";
import { useLab, useLabState, useWords } from "../../lab";
import { Page } from "../../parts/page";
import type { RegionInfo, Scenario } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import { Ask } from "../common/ask";
import { useAsked } from "../common/asked";
import { Notice } from "../common/notice";
import { Pareto, type Place } from "./pareto";
import { isInPoints, missed, pointsOver, ranking, weighedGoals, type Ranked, type Weighed, type Weights } from "./points";
import { Rank } from "./rank";
import { isKept, type ProgrammeResult, type ValueResult } from "./result";
import { overrunWords, sentence } from "./sentence";
import { Settings } from "./settings";
import { Years } from "./years";

/** So many of each goal's first measures are left out and the plan run again. */
const VALUE_OPTIONS = { check: 3 };

export function Money() {
  const words = useWords();
  const scenario = useLabState((state) => state.scenario);
  const info = useLabState((state) => state.info);
  if (!scenario || !info) return <Notice text={words.asking.no_scenario} />;
  return <View scenario={scenario} info={info} />;
}

/** What may be asked for, over the usual budget: as the server allows. */
const LEAST = 0.1;
const MOST = 10;

/** The region's own budget, money a year, and whose it is. */
interface Usual {
  amount: number;
  payers: string[];
}

function View({ scenario, info }: { scenario: Scenario; info: RegionInfo }) {
  const { source } = useLab();
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const [weights, setWeights] = useState<Weights>({});
  const [times, setTimes] = useState(1);
  const known = useRef<Usual | null>(null);
  const goals = useMemo(() => weighedGoals(scenario, info.goals, weights), [scenario, info, weights]);
  const values = useAsked<ValueResult>("value", VALUE_OPTIONS);
  const programmes = useAsked<ProgrammeResult>("programme", times === 1 ? {} : { budget: times });
  const { money } = info.about;
  const names = useMemo(() => new Map(scenario.events.map((event) => [event.measure, event.title])), [scenario.events]);
  const rows = useMemo(() => (values.result ? ranking(values.result, goals, names) : []), [values.result, goals, names]);
  const programme = programmes.result;
  if (programme) known.current = { amount: yearly(programme) / times, payers: payersOf(programme, info) };
  const usual = known.current?.amount ?? 0;
  if (!goals.length) return <Notice text={words.no_goals} />;
  const inPoints = programme !== null && isInPoints(programme, goals);
  const a = placed(scenario.cost.a, pointsOver("a", inPoints ? programme : null, goals));
  const b = placed(scenario.cost.b, pointsOver("b", inPoints ? programme : null, goals));
  const base = programme ? baseName(programme, info, words.rest_of) : "";
  const said = sentence({ rows, programme, b, inPoints, money, words, lang });
  return (
    <Page
      sentence={said}
      aside={
        <Settings
          budget={usual > 0 ? usual * times : null}
          setBudget={(amount) => setTimes(Number((amount / usual).toPrecision(6)))}
          range={[LEAST * usual, MOST * usual]}
          payers={known.current?.payers ?? []}
          live={source.live}
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
              <Rank rows={rows} chosen={programme ? keptOf(programme, rows) : null} money={money} />
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
                  ceiling={scenario.cost.ceiling}
                  money={money}
                  year={scenario.about.years.at(-1) ?? 0}
                  base={base}
                  inPoints={inPoints}
                />
                <Missed programme={programme} goals={goals} />
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

/** Money of one year's budget, the largest where they differ. */
function yearly(programme: ProgrammeResult): number {
  const years = new Map<number, number>();
  for (const row of programme.budgets) years.set(row.year, (years.get(row.year) ?? 0) + row.amount);
  return Math.max(0, ...years.values());
}

/** Names of those whose budgets they are; none where one budget is that of all payers together. */
function payersOf(programme: ProgrammeResult, info: RegionInfo): string[] {
  const mine = new Set(programme.budgets.map((row) => row.payer));
  return info.about.payers.filter((payer) => mine.has(payer.id)).map((payer) => payer.name);
}

/** What happens anyway: a plan, or the rest of the plan whose measures are chosen among. */
function baseName(programme: ProgrammeResult, info: RegionInfo, rest: string): string {
  const name = info.plans.find((plan) => plan.id === programme.base)?.name ?? programme.base;
  return programme.base === programme.plan ? fill(rest, { plan: name }) : name;
}

function keptOf(programme: ProgrammeResult, rows: readonly Ranked[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.measure).filter((measure) => isKept(programme, measure)));
}

function placed(cost: number | null, points: number | null): Place | null {
  return cost === null || points === null ? null : { cost, points };
}

function AskValue({ job }: { job: JobView<ValueResult> }) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const money = useLabState((state) => state.info?.about.money ?? "");
  return (
    <section class="block">
      <h2>{fill(words.rank_title, { money: unitName(money, lang) })}</h2>
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

/** Says so where no choice reaches all goals: the recommended one is the best there is within the budget. */
function Missed({ programme, goals }: { programme: ProgrammeResult; goals: readonly Weighed[] }) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const money = useLabState((state) => state.info?.about.money ?? "");
  const lost = missed(programme, goals).map((goal) => fill(words.missed_goal, { goal: goal.name, place: goal.place }));
  if (!lost.length) return null;
  return (
    <p class="money-missed" role="note">
      {fill(words.missed, { goals: list(lost, lang) }) + overrunWords(programme, words, money, lang) + words.missed_year}
    </p>
  );
}
