// Where the pipeline from research to market narrows, and what crosses the boundary.
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { Page, Spans } from "../../parts/page";
import type { InnovationData, Scenario } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import { useAsked } from "../common/asked";
import { Figure } from "../common/figure";
import { Notice } from "../common/notice";
import { Switch } from "../common/switch";
import { Exchange } from "./exchange";
import { FlowChart } from "./flow";
import { gainRows, Gains, tidy } from "./gains";
import { stageName } from "./names";
import { snapshot } from "./pipeline";
import { narrowPoint, type EcosystemResult } from "./result";
import { sentence } from "./sentence";
import { flowTable } from "./table";

const FIRST_DRAWS = 8;
const [ONE, OWN] = ["one", "own"];

export function Innovation() {
  const words = useWords();
  const scenario = useLabState((state) => state.scenario);
  if (!scenario) return <Notice text={words.asking.no_scenario} />;
  const { innovation } = scenario;
  if (!innovation) return <Notice text={words.innovation.none} more={words.innovation.none_how} />;
  if (!innovation.pipeline?.b) return <Notice text={words.innovation.no_years} />;
  return <View scenario={scenario} innovation={innovation} />;
}

function View({ scenario, innovation }: { scenario: Scenario; innovation: InnovationData }) {
  const all = useWords();
  const words = all.innovation;
  const lang = useLabState((state) => state.lang);
  const chosen = useLabState((state) => state.year);
  const [draws, setDraws] = useState(FIRST_DRAWS);
  const [wantsA, setWantsA] = useState(false);
  const [scale, setScale] = useState(ONE);
  const job = useAsked<EcosystemResult>("ecosystem", { draws });
  const { sides } = scenario.about;
  const year = chosen || innovation.year;
  const b = innovation.pipeline?.b ?? null;
  const a = innovation.pipeline?.a ?? null;
  const showsA = wantsA && a !== null;
  const pipeline = showsA ? a : b;
  const shot = pipeline && snapshot(pipeline, year);
  const hidden = showsA ? b : a;
  const other = hidden && snapshot(hidden, year);
  if (!pipeline || !shot) return <Notice text={fill(all.asking.year_missing, { year })} />;
  // the question was asked of plan B: its narrow points are not A's
  const narrow = sides.map((side) => (showsA || !job.result ? null : narrowPoint(job.result, side.id)));
  const said = sentence({ shot, sides, narrow, words, lang });
  const scales = [
    { id: ONE, name: words.scale_one },
    { id: OWN, name: words.scale_own },
  ];
  const plan = showsA ? words.plan_a : words.plan_b;
  const aside = (
    <p class="note">
      {fill(words.aside, { plan, year })}{" "}
      {a && (
        <button type="button" class="link" aria-pressed={showsA} onClick={() => setWantsA(!showsA)}>
          {showsA ? words.show_b : words.show_a}
        </button>
      )}
    </p>
  );
  return (
    <Page sentence={said} aside={aside}>
      <div class="innovation">
        <div class="innovation-main">
          <Figure
            id="flow"
            title={words.flow_title}
            tools={sides.length > 1 && <Switch label={words.scale} shown choices={scales} chosen={scale} choose={setScale} />}
            table={() => flowTable(shot, sides, plan, words, lang)}
          >
            <FlowChart
              shot={shot}
              other={other}
              sides={sides}
              narrow={narrow}
              ownScales={scale === OWN}
              label={said.map((span) => span.text).join("")}
            />
            <Legend />
            {!showsA && job.result && <Below result={job.result} money={innovation.money} side={sides[0]?.id ?? ""} />}
          </Figure>
        </div>
        <aside class="innovation-side">
          <Gains job={job} draws={draws} setDraws={setDraws} sides={sides} money={innovation.money} />
          {showsA && job.result && <p class="note">{words.gains_a}</p>}
          <Exchange
            pipeline={pipeline}
            year={year}
            sides={sides}
            money={innovation.money}
            doubts={innovation.doubts}
            result={job.result}
          />
        </aside>
      </div>
    </Page>
  );
}

function Legend() {
  const words = useWords().innovation;
  return (
    <ul class="flow-legend note">
      {(["own", "cross", "fade", "enter", "queue"] as const).map((kind) => (
        <li key={kind}>
          <i class={`flow-key ${kind}`} aria-hidden="true" /> {words[`legend_${kind}`]}
        </li>
      ))}
    </ul>
  );
}

/** What the first two stages gain the first side, in one line. */
function Below({ result, money, side }: { result: EcosystemResult; money: string; side: string }) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  const sides = useLabState((state) => state.scenario?.about.sides ?? []);
  const [first, second] = gainRows(result, side);
  if (!first || !second) return null;
  const name = sides.find((one) => one.id === side)?.name ?? side;
  const gain = (value: number) => number(tidy(value, first.gain), lang);
  const parts = { side: name, money: unitName(money, lang), stage: stageName(first.stage, words) };
  return (
    <p class="below">
      <Spans
        spans={[
          { text: `${stageName(first.stage, words)}: `, status: "" },
          { text: fill(words.below_top, { ...parts, gain: gain(first.gain) }), status: "" },
        ]}
      />{" "}
      <span class="note">
        {fill(words.below_next, { ...parts, stage: stageName(second.stage, words), gain: gain(second.gain) })}
      </span>
    </p>
  );
}
