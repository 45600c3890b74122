// What shows that the run is solved: residuals, conditioning, books.
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import type { Scenario } from "../../types";
import { fill } from "../../words";

/** Figures below this are written as powers of ten: 2e-12. */
const SMALL = 1e-3;

export function Certificate({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const lang = useLabState((state) => state.lang);
  const { status, seconds } = scenario;
  const all: Record<string, unknown> = { max_residual: status.residual, ...status.certificate };
  const figures = Object.entries(all).filter(([, value]) => typeof value !== "object" || value === null);
  const steps = status.iterations.filter((step) => step > 0);
  const rows: [string, string][] = [
    ...figures.map(([name, value]): [string, string] => [nameOf(name), said(value)]),
    ...Object.entries(status.books).map(([name, error]): [string, string] => [
      fill(words.books_of, { name: name.replaceAll("_", " ") }),
      said(error),
    ]),
  ];
  if (steps.length) {
    const sum = steps.reduce((total, step) => total + step, 0);
    rows.push([words.steps, fill(words.steps_are, { low: Math.min(...steps), high: Math.max(...steps), all: sum })]);
  }
  rows.push([words.seconds, number(seconds, lang)]);

  function nameOf(name: string): string {
    return words[name as keyof typeof words] ?? name.replaceAll("_", " ");
  }

  function said(value: unknown): string {
    if (typeof value === "boolean") return value ? words.yes : words.no;
    if (typeof value !== "number") return value === null ? "–" : String(value);
    return value !== 0 && Math.abs(value) < SMALL ? value.toExponential(0) : number(value, lang);
  }

  return (
    <>
      <p class="note">{words.certificate_note}</p>
      <table class="plain narrow-table">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col" class="num">
              {words.found}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="num">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
