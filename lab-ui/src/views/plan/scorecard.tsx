// The scorecard: every goal on one axis from today to the target.
import { useMemo } from "preact/hooks";
import { figure, short } from "../../format";
import { TARGET_AT, TODAY_AT, type GoalView } from "../../goals";
import { useLabState, useWords } from "../../lab";
import { Twin } from "../../parts/table";
import { verdictWords } from "../../verdict-words";
import { fill } from "../../words";
import { CostRow } from "./cost-row";
import { GoalRow } from "./goal-row";

export function Scorecard({ goals }: { goals: GoalView[] }) {
  const words = useWords();
  const year = useLabState((state) => state.year);
  const preview = useLabState((state) => state.preview);
  const scenario = useLabState((state) => state.scenario);
  const effects = useMemo(
    () => new Map((preview?.effects ?? []).map((one) => [`${one.indicator} ${one.scope}`, one.change])),
    [preview],
  );
  const table = useTable(goals);
  if (!scenario) return null;
  const { years, a } = scenario.about;
  const index = Math.max(0, years.indexOf(year));
  return (
    <section class="scorecard" aria-label={words.shell.goals} id="scorecard">
      <Twin table={table}>
        <div class="goal head" aria-hidden="true">
          <span>{words.plan.goal_head}</span>
          <span class="axis-head">
            <span style={{ left: `${TODAY_AT * 100}%` }}>
              {years[0]} <em>{words.plan.today}</em>
            </span>
            <b style={{ left: `${TARGET_AT * 100}%` }}>{words.plan.target}</b>
          </span>
          <span>{fill(a ? words.plan.value_vs : words.plan.value_alone, { year })}</span>
        </div>
        <ul class="goals">
          {goals.map((goal) => (
            <GoalRow
              key={`${goal.row.indicator} ${goal.row.scope}`}
              goal={goal}
              index={index}
              effect={effects.get(`${goal.row.indicator} ${goal.row.scope}`) ?? null}
            />
          ))}
          <CostRow />
        </ul>
        <Key />
        <NoBands />
      </Twin>
    </section>
  );
}

function Key() {
  const words = useWords().plan;
  const hasA = useLabState((state) => Boolean(state.scenario?.about.a));
  return (
    <p class="key note" aria-hidden="true">
      {hasA && (
        <span>
          <i class="key-dot" /> {words.key_a}
        </span>
      )}
      <span>
        <i class="key-dot b" /> {words.key_b}
      </span>
      <span>
        <i class="key-band" /> {words.key_band}
      </span>
      <span>
        <svg class="key-arrow" viewBox="0 0 26 10">
          <path d="M0 5H24M19 1l5 4-5 4" />
        </svg>{" "}
        {words.key_step}
      </span>
    </p>
  );
}

/** Verdicts without bands rest on the central run alone: say why there are none. */
function NoBands() {
  const words = useWords().plan;
  const error = useLabState((state) => state.bandsError);
  return error ? <p class="note">{fill(words.no_bands, { reason: error })}</p> : null;
}

function useTable(goals: GoalView[]) {
  const words = useWords();
  const lang = useLabState((state) => state.lang);
  const year = useLabState((state) => state.year);
  const years = useLabState((state) => state.scenario?.about.years);
  return () => {
    const index = years?.indexOf(year) ?? 0;
    const heads = [
      words.plan.goal_head,
      String(years?.[0] ?? ""),
      `A ${year}`,
      `B ${year}`,
      words.plan.target,
      words.plan.key_band,
      words.shell.goals,
    ];
    const rows = goals.map((goal) => {
      const { row, band } = goal;
      return [
        goal.goal.name,
        short(row.first, row.unit, lang),
        short(row.a?.[index], row.unit, lang),
        short(row.b[index], row.unit, lang),
        row.target === null ? "–" : `${short(row.target, row.unit, lang)} (${goal.year})`,
        band ? `${figure(band.low, row.unit, lang)} – ${figure(band.high, row.unit, lang)}` : "–",
        verdictWords(goal, lang, year, false) || words.shell.verdict_none,
      ];
    });
    return { caption: `${words.shell.goals}, ${year}`, heads, rows };
  };
}
