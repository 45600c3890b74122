// Which plans A and B are, with their names to change and others to choose.
import { useState } from "preact/hooks";
import { useLab, useLabState, useWords } from "../../lab";
import { Menu } from "../../parts/menu";
import { NO_BASELINE, parseScenario } from "../../scenario";
import { fill } from "../../words";

export function PlanLegend() {
  return (
    <dl class="plans">
      <PlanB />
      <PlanA />
    </dl>
  );
}

function PlanB() {
  const { store, engine, source } = useLab();
  const words = useWords().plan;
  const name = useLabState((state) => state.bName || (state.scenario?.about.b.name ?? ""));
  const b = useLabState((state) => state.b);
  return (
    <div>
      <dt>
        <i class="key-dot b" aria-hidden="true" />
        <b>B</b>
      </dt>
      <dd>
        <span class="plan-name">{name}</span>{" "}
        <Menu label={words.rename} align="right">
          {(close) => <Rename plan="B" name={name} save={(bName) => (store.set({ bName }), close())} />}
        </Menu>
        {source.live && (
          <Menu label={words.change_plan} align="right">
            {(close) => (
              <Plans chosen={parseScenario(b).plan} choose={(plan) => (engine.setB(plan), close())} />
            )}
          </Menu>
        )}
      </dd>
    </div>
  );
}

function PlanA() {
  const { engine, source } = useLab();
  const words = useWords().plan;
  const name = useLabState((state) => state.aName || (state.scenario?.about.a?.name ?? ""));
  const a = useLabState((state) => state.a);
  return (
    <div>
      <dt>
        <i class="key-dot" aria-hidden="true" />
        <b>A</b>
      </dt>
      <dd>
        <span class="plan-name">{name || words.no_baseline}</span>{" "}
        {source.live && (
          <Menu label={words.change_baseline} align="right">
            {(close) => (
              <Plans chosen={parseScenario(a).plan} choose={(plan) => (engine.setA(plan), close())} none />
            )}
          </Menu>
        )}
      </dd>
    </div>
  );
}

function Rename({ plan, name, save }: { plan: string; name: string; save: (name: string) => void }) {
  const words = useWords().plan;
  const [text, setText] = useState(name);
  const submit = (event: Event) => {
    event.preventDefault();
    save(text.trim());
  };
  return (
    <form class="rename" onSubmit={submit}>
      <label>
        {fill(words.name_for, { plan })}
        <input value={text} maxLength={60} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <button type="submit" class="link">
        {words.save}
      </button>
    </form>
  );
}

function Plans({ chosen, choose, none }: { chosen: string; choose: (plan: string) => void; none?: boolean }) {
  const words = useWords().plan;
  const plans = useLabState((state) => state.info?.plans ?? NO_PLANS);
  return (
    <ul class="choices plans-to-choose">
      {plans.map((plan) => (
        <li>
          <button type="button" aria-pressed={plan.id === chosen} onClick={() => choose(plan.id)}>
            <b>{plan.name}</b>
            <span class="note">{plan.description}</span>
          </button>
        </li>
      ))}
      {none && (
        <li>
          <button type="button" aria-pressed={chosen === NO_BASELINE} onClick={() => choose(NO_BASELINE)}>
            {words.no_baseline}
          </button>
        </li>
      )}
    </ul>
  );
}

const NO_PLANS: never[] = [];
