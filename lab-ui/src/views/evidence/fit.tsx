// Model against data, and existing places predicted as if they were new.
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { GradeMark } from "../../parts/why";
import type { Grade, Scenario, Value } from "../../types";
import { unitName } from "../../units";
import { fill } from "../../words";
import { kindOf, ordered, placeOf } from "./ratio";

const GRADES = new Set<string>(["official", "plan", "derived", "assumed"]);

export function Fit({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const lang = useLabState((state) => state.lang);
  if (!scenario.fit.length) return <p class="note">{words.fit_empty}</p>;
  return (
    <>
      <p class="note">{words.fit_note}</p>
      <table class="plain fit">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.place}</th>
            <th scope="col" class="num">
              {words.model}
            </th>
            <th scope="col" class="num">
              {words.data}
            </th>
            <th scope="col">{words.ratio}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.grade}</th>
          </tr>
        </thead>
        <tbody>
          {ordered(scenario.fit).map((row, at) => {
            const kind = kindOf(row);
            return (
              <tr key={at} class={kind} title={row.source}>
                <th scope="row">
                  {row.what} <span class="note">{unitName(row.unit, lang)}</span>
                </th>
                <td data-label={words.place}>{row.place}</td>
                <td class="num" data-label={words.model}>
                  {number(row.model, lang)}
                </td>
                <td class="num" data-label={words.data}>
                  {number(row.data, lang)}
                </td>
                <td data-label={words.ratio}>
                  <Ratio ratio={row.ratio} />
                </td>
                <td data-label={words.kind}>{words[kind]}</td>
                <td data-label={words.grade}>{GRADES.has(row.grade) ? <GradeMark grade={row.grade as Grade} /> : row.grade}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

export function LeftOut({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const lang = useLabState((state) => state.lang);
  if (!scenario.left_out.length) return <p class="note">{words.left_out_empty}</p>;
  const rms = Object.entries(scenario.left_out_rms).map(([what, value]) => fill(words.left_out_rms, { what, rms: value }));
  return (
    <>
      <p class="note">
        {words.left_out_note} {rms.join(" ")}
      </p>
      <table class="plain fit">
        <thead>
          <tr>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.donor}</th>
            <th scope="col" class="num">
              {words.model}
            </th>
            <th scope="col" class="num">
              {words.data}
            </th>
            <th scope="col">{words.ratio}</th>
          </tr>
        </thead>
        <tbody>
          {scenario.left_out.map((row, at) => (
            <tr key={at}>
              <th scope="row">{row.place}</th>
              <td data-label={words.what}>{row.what}</td>
              <td data-label={words.donor}>{row.donor}</td>
              <td class="num" data-label={words.model}>
                {number(row.model, lang)}
              </td>
              <td class="num" data-label={words.data}>
                {number(row.data, lang)}
              </td>
              <td data-label={words.ratio}>
                <Ratio ratio={row.ratio} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Ratio({ ratio }: { ratio: Value }) {
  if (ratio === null || !(ratio > 0)) return <>–</>;
  return (
    <span class="ratio">
      <span class="ratio-axis" aria-hidden="true">
        <i style={{ left: `${placeOf(ratio)}%` }} />
      </span>
      <span class="num">{ratio.toFixed(2)}</span>
    </span>
  );
}
