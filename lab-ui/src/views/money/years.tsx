// The recommended programme by year: a bar for each year a measure costs money, and what all cost together.
import { amount, number } from "../../format";
import { useLab, useLabState, useWords } from "../../lab";
import type { Lang } from "../../types";
import { unitName } from "../../units";
import { fill, type Words } from "../../words";
import { Figure, num, type TwinTable } from "../common/figure";
import { candidateName, type ProgrammeResult } from "./result";
import { typedUnit } from "./settings";

const EVERY = 5;

export interface YearsProps {
  programme: ProgrammeResult;
  money: string;
}

export interface YearRow {
  candidate: string;
  name: string;
  delay: number;
  total: number;
  byYear: number[];
}

/** Rows of the chosen measures, the earliest spending first; years without any at the ends are cut. */
export function yearRows(programme: ProgrammeResult, lang: Lang): { rows: YearRow[]; years: number[]; totals: number[] } {
  const spending = programme.spending ?? [];
  const from = programme.years?.[0] ?? 0;
  const used = spending.flatMap((row) => row.by_year.flatMap((value, at) => (value > 0 ? [at] : [])));
  if (!used.length) return { rows: [], years: [], totals: [] };
  const [first, last] = [Math.min(...used), Math.max(...used)];
  const rows = spending.map((row) => ({
    candidate: row.candidate,
    name: candidateName(programme, row.candidate, lang),
    delay: programme.chosen.find((one) => one.candidate === row.candidate)?.delay ?? 0,
    total: row.by_year.reduce((sum, value) => sum + value, 0),
    byYear: row.by_year.slice(first, last + 1),
  }));
  const begins = (row: YearRow) => row.byYear.findIndex((value) => value > 0);
  rows.sort((one, other) => begins(one) - begins(other) || other.total - one.total);
  const years = Array.from({ length: last - first + 1 }, (_, at) => from + first + at);
  return { rows, years, totals: years.map((_, at) => rows.reduce((sum, row) => sum + (row.byYear[at] ?? 0), 0)) };
}

export function Years({ programme, money }: YearsProps) {
  const words = useWords().money;
  const lang = useLabState((state) => state.lang);
  const { rows, years, totals } = yearRows(programme, lang);
  const most = Math.max(1, ...rows.flatMap((row) => row.byYear));
  const unit = unitName(money, lang);
  return (
    <Figure
      id="years"
      title={words.years_title}
      note={fill(words.years_note, { cost: amount(programme.cost, money, lang) })}
      tools={<Load programme={programme} />}
      table={() => yearTable(programme, words, lang, unit)}
    >
      {rows.length ? (
        <div class="by-year-scroll" tabIndex={0} role="region" aria-label={words.years_title}>
          <table class="by-year">
            <thead class="note">
              <tr>
                <td />
                {years.map((year) => (
                  <th key={year} scope="col">
                    {year % EVERY === 1 || year === years[0] ? year : <span class="unseen">{year}</span>}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.candidate}>
                  <th scope="row">
                    {row.name}
                    {row.delay > 0 && <span class="note"> {fill(words.late, { years: row.delay })}</span>}
                  </th>
                  {row.byYear.map((value, at) => (
                    <td key={at} title={value > 0 ? `${years[at]}: ${amount(value, money, lang)}` : undefined}>
                      {value > 0 && <i style={{ height: `${Math.max(2, (30 * value) / most)}px` }} />}
                    </td>
                  ))}
                  <td class="num by-year-total">{number(row.total, lang)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{fill(words.spending, { money: fill(words.cost_bn, { money: unit }) })}</th>
                {totals.map((total, at) => (
                  <td key={at} class="by-year-sum">
                    {total > 0 ? number(rounded(total / typedUnit(lang)), lang) : ""}
                  </td>
                ))}
                <td class="num by-year-total">{number(programme.cost, lang)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      ) : (
        <p class="note">{programme.chosen.length ? words.years_none : words.say_nothing}</p>
      )}
    </Figure>
  );
}

/** Whole numbers from ten on, one decimal below. */
function rounded(value: number): number {
  return Number(value.toFixed(value >= 10 ? 0 : 1));
}

function Load({ programme }: { programme: ProgrammeResult }) {
  const { engine, source, store } = useLab();
  const words = useWords().money;
  if (!programme.scenario || !source.live) return null;
  const scenario = programme.scenario;
  const load = () => {
    engine.setB(scenario);
    store.set({ said: words.loaded });
  };
  return (
    <button type="button" class="link" onClick={load}>
      {words.load}
    </button>
  );
}

function yearTable(programme: ProgrammeResult, words: Words["money"], lang: Lang, money: string): TwinTable {
  const { rows, years, totals } = yearRows(programme, lang);
  const cells = (values: readonly number[]) => values.map((value) => num(value > 0 ? number(value, lang) : ""));
  return {
    caption: `${words.years_title}, ${money}`,
    heads: [words.head_measure, words.head_delay, ...years.map(String), words.head_cost],
    rows: [
      ...rows.map((row) => [row.name, num(row.delay ? String(row.delay) : ""), ...cells(row.byYear), num(number(row.total, lang))]),
      [fill(words.spending, { money }), num(""), ...cells(totals), num(number(programme.cost, lang))],
    ],
  };
}
