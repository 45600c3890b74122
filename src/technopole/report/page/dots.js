// One row a thing, hollow dot A, filled dot B, in the year of the slider; the axis is fixed over all years.
import { html } from "./draw.js";
import { number } from "./format.js";
import { frame, yearTable } from "./chart.js";
import { listen, state } from "./state.js";
import { twinSwitch } from "./twin.js";

export class DotChart {
  constructor(chart) {
    this.chart = chart;
    Object.assign(this, frame(chart));
    const known = chart.series
      .flatMap((one) => [...one.b, ...(one.a || [])])
      .filter((value) => value !== null);
    this.high = Math.max(...known, 0) || 1;
    this.low = Math.min(...known, 0);
    this.rows = html("div", { class: "dots" });
    this.graphic.append(this.rows);
    this.twin = twinSwitch(this.button, this.root, this.graphic, this.table, () => yearTable(chart));
    listen((changed) => changed.includes("year") && this.show(state.year));
    this.show(state.year);
  }

  at(value) {
    return (100 * (value - this.low)) / (this.high - this.low);
  }

  show(year) {
    const cells = this.chart.series.flatMap((one) => {
      const b = one.b[year],
        a = one.a ? one.a[year] : null;
      const marks = [];
      if (a !== null && b !== null)
        marks.push(
          html("i", {
            class: "run",
            style: {
              left: `${Math.min(this.at(a), this.at(b))}%`,
              width: `${Math.abs(this.at(a) - this.at(b))}%`,
            },
          }),
        );
      if (a !== null) marks.push(html("i", { class: "dot a", style: { left: `${this.at(a)}%` } }));
      if (b !== null) marks.push(html("i", { class: "dot b", style: { left: `${this.at(b)}%` } }));
      return [
        html("span", { class: "name", title: one.name }, one.name),
        html("span", { class: `rule tone${one.tone}`, "aria-hidden": "true" }, ...marks),
        html("span", { class: "num" }, html("b", {}, number(b)), a === null ? "" : ` A ${number(a)}`),
      ];
    });
    this.rows.replaceChildren(...cells);
  }
}
