// The table twin of a chart or map: the same figures for those who read rather than look.
import { useState } from "preact/hooks";
import { useLabState, useWords } from "../lab";
import type { ComponentChildren } from "preact";

export interface TableProps {
  caption: string;
  heads: string[];
  rows: (string | number)[][];
  /** Columns at the left that hold names. */
  names?: number;
  lang?: string;
}

export function DataTable({ caption, heads, rows, names = 1, lang }: TableProps) {
  return (
    <div class="twin" tabIndex={0}>
      <table class="plain" lang={lang}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, column) => (
              <th scope="col" class={column < names ? undefined : "num"}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th scope="row">{cell}</th>
                ) : (
                  <td class={column < names ? undefined : "num"}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export interface TwinProps {
  /** Makes the table only when it is asked for. */
  table: () => TableProps;
  children: ComponentChildren;
  class?: string;
}

/** A chart that gives way to its table when T is pressed, or when its own button is. */
export function Twin({ table, children, class: className }: TwinProps) {
  const all = useLabState((state) => state.tables);
  const [own, setOwn] = useState<boolean | null>(null);
  const words = useWords().shell;
  const [seen, setSeen] = useState(all);
  if (seen !== all) {
    setSeen(all);
    setOwn(null);
  }
  const shown = own ?? all;
  return (
    <div class={`with-twin ${className ?? ""}`}>
      {shown ? <DataTable {...table()} /> : children}
      <button type="button" class="link twin-button" aria-pressed={shown} onClick={() => setOwn(!shown)}>
        {shown ? words.as_chart : words.as_table}
      </button>
    </div>
  );
}
