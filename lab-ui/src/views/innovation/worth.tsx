// What each flow across the boundary is worth, and how sure its friction is.
import { Fragment } from "preact";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { GradeMark } from "../../parts/why";
import type { InnovationData } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import { flowName } from "./names";
import { FLOWS, type FlowName } from "./pipeline";
import type { EcosystemResult } from "./result";

export type Doubt = InnovationData["doubts"][number];

export interface WorthProps {
  result: EcosystemResult | null;
  doubts: readonly Doubt[];
  money: string;
}

export function Worth({ result, doubts, money }: WorthProps) {
  const words = useWords().innovation;
  const lang = useLabState((state) => state.lang);
  const said = (value: number | undefined) => number(value, lang, { sign: true });
  return (
    <>
      <h3>{words.worth_title}</h3>
      <p class="note">
        {result ? fill(words.worth_head, { money: unitName(money, lang) }) : words.worth_note}
      </p>
      <div class="worth-scroll" tabIndex={0} role="region" aria-label={words.worth_title}>
        <table class="plain worth">
          {result && (
            <thead>
              <tr>
                <th scope="col">{words.head_flow}</th>
                <th scope="col" class="num">
                  {words.head_marginal}
                </th>
                <th scope="col" class="num">
                  {words.head_removal}
                </th>
                <th scope="col" class="num">
                  {words.head_shapley}
                </th>
              </tr>
            </thead>
          )}
          <tbody>
            {ordered(doubts).map((doubt) => {
              const worth = result?.flows.find((flow) => flow.flow === doubt.name);
              const loose = isUnidentified(doubt, result);
              const sure = doubt.range ? (loose ? words.unidentified : words.friction) : loose ? words.loose : "{value}";
              return (
                <Fragment key={doubt.name}>
                  <tr>
                    <th scope="row" colSpan={result ? 1 : 4}>
                      {flowName(doubt.name, words)}
                    </th>
                    {result && (
                      <>
                        <td class="num">{said(worth?.marginal)}</td>
                        <td class="num">{said(worth?.removal)}</td>
                        <td class="num">{said(worth?.shapley)}</td>
                      </>
                    )}
                  </tr>
                  <tr class="sure">
                    <td colSpan={4} class="note">
                      <GradeMark grade={doubt.grade} /> {words.head_friction}{" "}
                      {fill(sure, {
                        value: number(doubt.value, lang),
                        low: number(doubt.range?.[0], lang),
                        high: number(doubt.range?.[1], lang),
                      })}
                    </td>
                  </tr>
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ordered(doubts: readonly Doubt[]): (Doubt & { name: FlowName })[] {
  return FLOWS.flatMap((flow) => doubts.filter((doubt) => doubt.name === flow).map((doubt) => ({ ...doubt, name: flow })));
}

/** The answer lists what no figure fixes; before it was asked an assumed friction counts as such. */
export function isUnidentified(doubt: Doubt, result: EcosystemResult | null): boolean {
  if (!result) return doubt.grade === "assumed";
  return result.not_identified.some((one) => one.parameter === `${doubt.name}_friction`);
}
