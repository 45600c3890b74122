// The goals in one line, outside Plan: no lever moves unseen.
import { amount, isKnown, short } from "../format";
import { verdictOfA, type GoalView } from "../goals";
import { useLabState, useWords } from "../lab";
import { fill } from "../words";
import { Glyph } from "./glyph";
import { useGoals } from "./use-goals";

export function Strip() {
  const goals = useGoals();
  const words = useWords().shell;
  const view = useLabState((state) => state.view);
  const hasA = useLabState((state) => Boolean(state.scenario?.about.a));
  const both = view === "compare" && hasA;
  const judged = goals.filter((goal) => goal.verdict !== "none");
  if (!goals.length) return null;
  return (
    <section class="strip" aria-label={both ? "A → B" : words.plan_b}>
      <b>{both ? "A → B" : words.plan_b}</b>
      <ul tabIndex={0} aria-label={words.goals}>
        {judged.map((goal) => (
          <li>
            {both && (
              <>
                <GoalGlyph goal={goal} ofA />
                <span aria-hidden="true"> → </span>
              </>
            )}
            <GoalGlyph goal={goal} />
            <span>
              {goal.goal.name} <span class="note">{goal.year}</span>
            </span>
          </li>
        ))}
      </ul>
      <CostNote />
    </section>
  );
}

function GoalGlyph({ goal, ofA }: { goal: GoalView; ofA?: boolean }) {
  const words = useWords().shell;
  const checking = useLabState((state) => state.checking) && !goal.band;
  const verdict = ofA ? verdictOfA(goal) : checking ? "checking" : goal.verdict;
  return <Glyph verdict={verdict} title={`${ofA ? "A" : "B"}: ${words[`verdict_${verdict}`]}`} />;
}

function CostNote() {
  const cost = useLabState((state) => state.scenario?.cost ?? null);
  const lang = useLabState((state) => state.lang);
  const words = useWords().shell;
  if (!cost || !isKnown(cost.b)) return null;
  const spent = amount(cost.b, cost.unit, lang);
  return (
    <span class="strip-cost">
      {isKnown(cost.ceiling)
        ? fill(words.cost_of_ceiling, { cost: spent, ceiling: short(cost.ceiling, cost.unit, lang) })
        : fill(words.cost_alone, { cost: spent })}
    </span>
  );
}
