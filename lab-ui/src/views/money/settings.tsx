// What the question rests on: the ceiling of public cost and the weight of each goal.
import { useState } from "preact/hooks";
import { amount, list } from "../../format";
import { useLabState, useWords } from "../../lab";
import type { Lang } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import type { Weighed, Weights } from "./points";

/** What an amount is typed in: thousand millions in English, 億 in Chinese. */
export function typedUnit(lang: Lang): number {
  return lang === "en" ? 1e9 : 1e8;
}

/** The ends of the range are typed as they are shown, which is rounded. */
const ROUNDED = 1.05;

export interface SettingsProps {
  /** Money a year that may be spent on what is chosen; null before a programme told it. */
  budget: number | null;
  setBudget: (budget: number) => void;
  /** Whose money it is; nobody where it is that of all payers together. */
  payers: readonly string[];
  /** The least and the most that can be asked for. */
  range: readonly [number, number];
  /** False on a stored page: the weights still order what is there. */
  live: boolean;
  goals: readonly Weighed[];
  weights: Weights;
  setWeights: (weights: Weights) => void;
  money: string;
}

export function Settings(props: SettingsProps) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const [open, setOpen] = useState<"" | "budget" | "weights">("");
  const own = Object.values(props.weights).some((weight) => weight !== 1);
  const turn = (which: "budget" | "weights") => setOpen(open === which ? "" : which);
  return (
    <div class="money-settings">
      {props.budget !== null && (
        <p>
          {props.payers.length ? fill(words.budget_of, { payers: list(props.payers, lang) }) : words.budget}{" "}
          <b>{fill(words.a_year, { amount: amount(props.budget, props.money, lang) })}</b>{" "}
          {props.live && (
            <button type="button" class="link" aria-expanded={open === "budget"} onClick={() => turn("budget")}>
              {open === "budget" ? words.done : words.change}
            </button>
          )}
        </p>
      )}
      {open === "budget" && props.budget !== null && <BudgetField {...props} budget={props.budget} />}
      <p>
        {words.weights} <b>{own ? words.weights_own : words.weights_equal}</b>{" "}
        <button type="button" class="link" aria-expanded={open === "weights"} onClick={() => turn("weights")}>
          {open === "weights" ? words.done : words.change}
        </button>
      </p>
      {open === "weights" && <WeightFields {...props} />}
    </div>
  );
}

function BudgetField({ budget, setBudget, range, money }: SettingsProps & { budget: number }) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const [refused, setRefused] = useState(false);
  const unit = typedUnit(lang);
  const [low, high] = range;
  const take = (text: string) => {
    const value = text.trim() === "" ? Number.NaN : Number(text) * unit;
    const fits = value >= low / ROUNDED && value <= high * ROUNDED;
    setRefused(!fits);
    if (fits) setBudget(Math.min(Math.max(value, low), high));
  };
  return (
    <label class="money-field">
      <span class="note">{fill(words.budget_input, { money: fill(words.cost_bn, { money: unitName(money, lang) }) })}</span>
      <input
        type="number"
        min={low / unit}
        max={high / unit}
        step="any"
        aria-invalid={refused}
        value={Number((budget / unit).toPrecision(4))}
        onChange={(event) => take(event.currentTarget.value)}
      />
      {refused && (
        <span class="note money-refused" role="alert">
          {fill(words.budget_range, { low: amount(low, money, lang), high: amount(high, money, lang) })}
        </span>
      )}
    </label>
  );
}

function WeightFields({ goals, weights, setWeights }: SettingsProps) {
  const words = useWords().money;
  const set = (figure: string, text: string) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value) && value >= 0) setWeights({ ...weights, [figure]: value });
  };
  return (
    <div class="money-weights">
      {goals.map((goal) => (
        <label key={goal.figure} class="money-field">
          <span class="note">
            {goal.name}, {goal.place}
          </span>
          <input
            type="number"
            min={0}
            step={0.5}
            value={goal.weight}
            aria-label={fill(words.weight_of, { goal: `${goal.name}, ${goal.place}` })}
            onChange={(event) => set(goal.figure, event.currentTarget.value)}
          />
        </label>
      ))}
      <button type="button" class="link" onClick={() => setWeights({})}>
        {words.reset}
      </button>
    </div>
  );
}
