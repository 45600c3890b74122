// What the run rests on: assumed figures with their ranges, and how good every table is.
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { spokenIn } from "../../languages";
import type { Grade, Scenario } from "../../types";
import { tableUnitName } from "../../units";
import { fill } from "../../words";
import { assumptionsOf, withinRange, type Assumed } from "./assumptions";
import { matching } from "./ratio";
import { Search } from "./search";

const LETTERS: [Grade, string][] = [
  ["official", "A"],
  ["plan", "B"],
  ["derived", "C"],
  ["assumed", "D"],
];
/** Least share of a bar in which its letter has room. */
const ROOM = 0.1;

export function Assumptions({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const [search, setSearch] = useState("");
  const rows = assumptionsOf(scenario);
  if (!rows.length) return <p class="note">{words.assumed_none}</p>;
  const found = matching(rows, (row) => [row.id, row.what, row.usedIn, row.why, row.unit], search);
  return (
    <>
      <p class="note">{words.assumed_note}</p>
      <Search label={words.assumed} search={search} setSearch={setSearch} shown={found.length} all={rows.length} />
      {found.length ? <Table rows={found} /> : <p class="note">{words.search_none}</p>}
    </>
  );
}

function Table({ rows }: { rows: readonly Assumed[] }) {
  const words = useWords().evidence;
  const lang = useLabState((state) => state.lang);
  return (
    <div class="long" tabIndex={0} role="region" aria-label={words.assumed}>
      <table class="plain assumed-table">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col" class="num">
              {words.value}
            </th>
            <th scope="col">{words.range}</th>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.used_in}</th>
            <th scope="col">{words.why}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" lang={spokenIn(row.what, lang)}>
                {row.what}
              </th>
              <td class="num" data-label={words.value}>
                {number(row.value, lang)}
              </td>
              <td data-label={words.range}>
                <Range row={row} />
              </td>
              <td data-label={words.unit}>{tableUnitName(row.unit, lang)}</td>
              <td data-label={words.used_in} lang="en">
                {row.usedIn}
              </td>
              <td data-label={words.why} class="note" lang={spokenIn(row.why, lang)}>
                {row.why}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Range({ row }: { row: Assumed }) {
  const lang = useLabState((state) => state.lang);
  const at = withinRange(row);
  if (row.low === null || row.high === null) return <>–</>;
  return (
    <span class="range">
      <span class="num">{number(row.low, lang)}</span>
      <span class="range-track" aria-hidden="true">
        {at !== null && <i style={{ left: `${at}%` }} />}
      </span>
      <span>{number(row.high, lang)}</span>
    </span>
  );
}

export function Tables({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const grades = useWords().why;
  return (
    <>
      <p class="note">{words.tables_note}</p>
      <ul class="shares">
        {scenario.grades.map((table) => {
          const parts = LETTERS.filter(([grade]) => table.counts[grade] > 0);
          const said = parts
            .map(([grade]) => `${Math.round((100 * table.counts[grade]) / table.rows)} % ${grades[`grade_${grade}`]}`)
            .join(", ");
          return (
            <li key={table.table} class="share-row">
              <span class="share-name" lang="en">
                {table.table.replaceAll("_", " ")}
              </span>
              <span class="share-bar" role="img" aria-label={said} title={said}>
                {parts.map(([grade, letter]) => {
                  const share = table.counts[grade] / table.rows;
                  return (
                    <i key={grade} class={`share ${grade}`} style={{ width: `${100 * share}%` }}>
                      {share > ROOM ? letter : ""}
                    </i>
                  );
                })}
              </span>
              <span class="note">{fill(words.rows, { count: table.rows })}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
