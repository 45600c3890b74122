// The table behind every graphic.
import { html } from "./draw.js";
import { words } from "./state.js";

export function dataTable(caption, heads, rows, texts = 1) {
  const of = (column) => (column < texts ? null : "num");
  const head = html(
    "tr",
    {},
    ...heads.map((text, column) => html("th", { scope: "col", class: of(column) }, text)),
  );
  const body = rows.map((cells) =>
    html(
      "tr",
      {},
      ...cells.map((text, column) =>
        column ? html("td", { class: of(column) }, text) : html("th", { scope: "row" }, text),
      ),
    ),
  );
  return html(
    "table",
    { class: "plain" },
    html("caption", { class: "unseen" }, caption),
    html("thead", {}, head),
    html("tbody", {}, ...body),
  );
}

// A button that swaps a graphic for its table; T does the same while the figure has the focus.
export function twinSwitch(button, figure, graphic, table, build) {
  const set = (shown) => {
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? words.graphic : words.table;
    table.hidden = !shown;
    graphic.hidden = shown;
    if (shown) table.replaceChildren(build());
  };
  button.addEventListener("click", () => set(table.hidden));
  figure.addEventListener("keydown", (event) => {
    const typing = event.target.tagName === "SELECT" || event.target.tagName === "INPUT";
    if (!typing && !event.ctrlKey && !event.metaKey && event.key.toLowerCase() === "t") set(table.hidden);
  });
  return { refresh: () => !table.hidden && table.replaceChildren(build()) };
}
