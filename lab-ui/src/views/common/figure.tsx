// A drawing with its title and its table twin: T, or its own button, turns one into the other.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLabState, useWords } from "../../lab";

export interface Cell {
  text: string;
  number?: boolean;
}

export interface TwinTable {
  caption: string;
  heads: string[];
  rows: (string | Cell)[][];
}

export interface FigureProps {
  id: string;
  title: ComponentChildren;
  note?: ComponentChildren;
  /** What stands at the right of the title: switches. */
  tools?: ComponentChildren;
  table: () => TwinTable;
  children: ComponentChildren;
}

export function Figure({ id, title, note, tools, table, children }: FigureProps) {
  const words = useWords().asking;
  const all = useLabState((state) => state.tables);
  const [own, setOwn] = useState<boolean | null>(null);
  const shown = own ?? all;
  return (
    <section class="block" aria-labelledby={`${id}-title`}>
      <div class="block-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <div class="block-tools">
          {tools}
          <button type="button" class="link twin-switch" aria-pressed={shown} onClick={() => setOwn(!shown)}>
            {shown ? words.graphic : words.table}
          </button>
        </div>
      </div>
      {note && <p class="note block-note">{note}</p>}
      {shown ? <Twin {...table()} /> : children}
    </section>
  );
}

export function Twin({ caption, heads, rows }: TwinTable) {
  const first = rows[0] ?? [];
  const numeric = first.map((cell) => typeof cell !== "string" && cell.number === true);
  return (
    <div class="twin" tabIndex={0} role="region" aria-label={caption}>
      <table class="plain">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th scope="col" class={numeric[at] ? "num" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, at) => {
                const text = typeof cell === "string" ? cell : cell.text;
                return at === 0 ? (
                  <th scope="row">{text}</th>
                ) : (
                  <td class={numeric[at] ? "num" : undefined} data-label={heads[at]}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A cell of figures, set at the right. */
export function num(text: string): Cell {
  return { text, number: true };
}
