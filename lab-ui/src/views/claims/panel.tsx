// Why a claim has its probability: draws, formula, the inputs behind the figure, and the point where it turns.
import { amount, figure } from "../../format";
import { useLab, useLabState, useWords } from "../../lab";
import { spokenIn } from "../../languages";
import { GradeMark } from "../../parts/why";
import type { Lever, Why } from "../../types";
import { fill } from "../../words";
import { Curves } from "./curves";
import { noteOf, type Claim } from "./result";
import {
  figureName,
  formula,
  futureName,
  marginText,
  percent,
  rowOf,
  switchPoint,
  turnsIf,
  type Named,
} from "./say";
import { useInputs } from "./use-inputs";

export interface PanelProps {
  claim: Claim;
  draws: number;
  close: () => void;
}

const SHOWN = 5;

export function Panel({ claim, draws, close }: PanelProps) {
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  const rows = useLabState((state) => state.scenario?.scorecard);
  const inputs = useInputs(claim);
  const row = rowOf(claim, rows ?? []) ?? rowOfAnswer(inputs.answer);
  const known = claim.draws ?? draws;
  const note = noteOf(claim, lang);
  const held = Math.round(claim.probability * known);
  return (
    <div class="claim-why" id={`why-${claim.id}`}>
      <div class="claim-why-head">
        <h2>{fill(words.why_title, { n: percent(claim.probability, lang) })}</h2>
        <button type="button" class="link" onClick={close}>
          {words.close}
        </button>
      </div>
      <p>{fill(words[`why_${claim.kind}`], { held, draws: known })}</p>
      <p class="note">{fill(words.margin, { margin: marginText(claim, row, lang) })}</p>
      <Draws claim={claim} row={row} />
      <h3>{words.formula}</h3>
      <div class="formula">
        <p>{formula(claim, row, words, lang)}</p>
        {inputs.answer?.formula && (
          <p>{fill(words.figure_is, { figure: row?.name ?? claim.figure ?? "", formula: inputs.answer.formula })}</p>
        )}
      </div>
      <h3>{words.inputs}</h3>
      {inputs.answer?.inputs.length ? <Inputs answer={inputs.answer} /> : <p class="note">{inputs.loading ? words.inputs_loading : words.inputs_none}</p>}
      <Turns claim={claim} />
      {note && (
        <>
          <h3>{words.note_title}</h3>
          <p class="note" lang={spokenIn(note, lang)}>
            {note}
          </p>
        </>
      )}
    </div>
  );
}

/** Name, place and unit of a figure that the scorecard does not list, from what stands behind it. */
function rowOfAnswer(answer: (Why & { scope_name?: string }) | null): Named | null {
  return answer && { name: answer.name, scope_name: answer.scope_name ?? "", unit: answer.unit };
}

function Draws({ claim, row }: { claim: Claim; row: Named | null }) {
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  const plans = useLabState((state) => state.info?.plans);
  const samples = (claim.samples ?? []).filter((sample) => sample.values.length > 0);
  const first = samples[0];
  if (!first) return <p class="note samples-none">{words.samples_none}</p>;
  const names = samples.map((sample) => futureName(sample.future, plans ?? []));
  const title = figureName(claim, row, lang);
  return (
    <>
      <p class="note">{title}</p>
      <Curves samples={samples} names={names} title={title} unit={row?.unit ?? ""} goal={claim.goal ?? null} />
    </>
  );
}

function Inputs({ answer }: { answer: Why }) {
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  return (
    <>
      <table class="plain claim-inputs">
        <thead class="unseen">
          <tr>
            <th scope="col">{words.input}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.grade}</th>
          </tr>
        </thead>
        <tbody>
          {answer.inputs.slice(0, SHOWN).map((input) => (
            <tr key={input.name + input.label} title={input.source}>
              <th scope="row">{input.label || input.name}</th>
              <td class="num">{figure(input.value, "", lang)}</td>
              <td class="num">
                <GradeMark grade={input.grade} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        {words.weakest} <GradeMark grade={answer.grade} />
      </p>
    </>
  );
}

function Turns({ claim }: { claim: Claim }) {
  const { engine } = useLab();
  const words = useWords().claims;
  const lang = useLabState((state) => state.lang);
  const levers = useLabState((state) => state.info?.levers);
  const turns = turnsIf(claim, words, lang);
  const point = switchPoint(claim, levers ?? []);
  return (
    <>
      <h3>{words.try_title}</h3>
      {turns.length ? turns.map((turn) => <p key={turn}>{turn}</p>) : <p class="note">{words.no_turn}</p>}
      {point ? (
        <p>
          {fill(words.try_text, { lever: point.lever.name, value: pointText(point.lever, point.value, lang) })}{" "}
          <button type="button" class="link" onClick={() => engine.setLever(point.lever, point.value)}>
            {words.try_button}
          </button>
        </p>
      ) : (
        turns.length > 0 && <p class="note">{words.try_none}</p>
      )}
    </>
  );
}

function pointText(lever: Lever, value: number, lang: "en" | "zh-Hant" | "zh-Hans"): string {
  return amount(value, lever.kind === "year" ? "year" : lever.unit, lang);
}
