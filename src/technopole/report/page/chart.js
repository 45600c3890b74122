// Lines over the years: B strong, A thin; the key above is the readout of the year.
import { html, onWidth, svg } from "./draw.js";
import { number } from "./format.js";
import { niceTicks } from "./scale.js";
import { hasA, listen, state, words, years } from "./state.js";
import { dataTable, twinSwitch } from "./twin.js";

const HEIGHT = 190,
  LEFT = 70,
  RIGHT = 10,
  TOP = 8,
  BOTTOM = 22;
const PANEL = 74,
  PANEL_GAP = 18;

export function frame(chart, extra = null) {
  const button = html("button", { type: "button", class: "link", "aria-pressed": "false" }, words.table);
  const graphic = html("div", {}),
    table = html("div", { class: "twin", hidden: true });
  const head = html(
    "figcaption",
    { class: "figure-head" },
    html("b", {}, chart.title),
    html("span", { class: "note" }, chart.unit),
    extra,
    button,
  );
  const root = html(
    "figure",
    { class: "figure", tabindex: "-1", "data-figure": chart.id },
    head,
    graphic,
    table,
  );
  return { root, button, graphic, table };
}

export function yearTable(chart) {
  const heads = [
    words.year,
    ...chart.series.flatMap((one) => (hasA ? [`${one.name}, A`, `${one.name}, B`] : [one.name])),
  ];
  const cells = (one, index) =>
    hasA ? [number(one.a[index]), number(one.b[index])] : [number(one.b[index])];
  const rows = years.map((year, index) => [
    String(year),
    ...chart.series.flatMap((one) => cells(one, index)),
  ]);
  return dataTable(`${chart.title}, ${chart.unit}`, heads, rows);
}

// From zero where the figures reach near it, else around them.
function range(series) {
  const known = series.flatMap((one) => [...one.b, ...(one.a || [])]).filter((value) => value !== null);
  const low = Math.min(...known, Infinity),
    high = Math.max(...known, -Infinity);
  if (!Number.isFinite(low)) return [0, 1];
  if (low >= 0 && low < 0.55 * high) return [0, high || 1];
  if (low >= 0 && high === 0) return [0, 1];
  const pad = 0.08 * (high - low || Math.abs(high) || 1);
  return [low - pad, high + pad];
}

export class LineChart {
  constructor(chart) {
    this.chart = chart;
    const unit = chart.own_scales ? `${chart.unit}, ${words.own_scales}` : chart.unit;
    Object.assign(this, frame({ ...chart, unit }, chart.control || null));
    this.keys = html("ul", { class: "keys" });
    this.svg = svg("svg", {
      class: "chart",
      role: "img",
      "aria-label": `${chart.title}, ${chart.unit}, ${years[0]} to ${years.at(-1)}`,
    });
    this.graphic.append(this.keys, this.svg);
    this.twin = twinSwitch(this.button, this.root, this.graphic, this.table, () => yearTable(this.chart));
    onWidth(this.svg, (width) => this.draw(width));
    this.svg.addEventListener("pointermove", (event) => this.cursor(this.yearAt(event)));
    this.svg.addEventListener("pointerleave", () => this.cursor(state.year));
    listen((changed) => changed.includes("year") && this.cursor(state.year));
    this.cursor(state.year);
  }

  set(chart) {
    this.chart = chart;
    if (this.width) this.draw(this.width);
    this.cursor(state.year);
    this.twin.refresh();
  }

  yearAt(event) {
    const share =
      (event.clientX - this.svg.getBoundingClientRect().left - LEFT) / (this.width - LEFT - RIGHT);
    return Math.round(Math.min(1, Math.max(0, share)) * (years.length - 1));
  }

  x(index) {
    return LEFT + (index / Math.max(1, years.length - 1)) * (this.width - LEFT - RIGHT);
  }

  // One panel for all series, or one for each where scales differ.
  layout() {
    const groups = this.chart.own_scales ? this.chart.series.map((one) => [one]) : [this.chart.series];
    const tall = this.chart.own_scales ? PANEL : HEIGHT - TOP - BOTTOM;
    this.height = TOP + groups.length * tall + (groups.length - 1) * PANEL_GAP + BOTTOM;
    this.panels = groups.map((series, index) => {
      const [low, high] = range(series),
        top = TOP + index * (tall + PANEL_GAP);
      const y = (value) => top + tall - ((value - low) / (high - low || 1)) * tall;
      return { series, low, high, y, top, tall, ticks: this.chart.own_scales ? 3 : 5 };
    });
  }

  draw(width) {
    this.width = width;
    this.layout();
    this.svg.setAttribute("height", this.height);
    const grid = this.panels.flatMap(({ low, high, y, ticks }) =>
      niceTicks(low, high, ticks).flatMap((tick) => [
        svg("line", {
          x1: LEFT,
          x2: width - RIGHT,
          y1: y(tick),
          y2: y(tick),
          class: tick === 0 ? "axis" : "grid",
        }),
        svg("text", { x: LEFT - 6, y: y(tick) + 4, "text-anchor": "end" }, number(tick)),
      ]),
    );
    const fields = this.chart.own_scales
      ? this.panels.map(({ top, tall }) =>
          svg("rect", {
            x: LEFT,
            y: top - 4,
            width: width - LEFT - RIGHT + 4,
            height: tall + 8,
            class: "field",
          }),
        )
      : [];
    const every = width < 330 ? 10 : 5;
    const shown = years
      .map((_, index) => index)
      .filter((index) => index % every === 0 || (years.length < 6 && index === years.length - 1));
    const labels = shown.map((index) =>
      svg("text", { x: this.x(index), y: this.height - 5, "text-anchor": "middle" }, String(years[index])),
    );
    const paths = this.panels.flatMap(({ series, y }) =>
      series.flatMap((one) => [one.a && this.path(one, "a", y), this.path(one, "b", y)].filter(Boolean)),
    );
    this.mark = svg("g");
    this.svg.replaceChildren(...fields, ...grid, ...labels, ...paths, this.mark);
    this.cursor(state.year);
  }

  path(one, plan, y) {
    let pen = "M";
    const steps = one[plan].map((value, index) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const step = `${pen}${this.x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return step;
    });
    return svg("path", { d: steps.join(""), class: `series ${plan} tone${one.tone}` });
  }

  cursor(index) {
    const rows = this.chart.series.map((one) =>
      html(
        "li",
        {},
        html("i", { class: `tone${one.tone}` }),
        html("span", {}, one.name),
        html("b", { class: "num" }, number(one.b[index])),
        html("span", { class: "num a" }, one.a ? `A ${number(one.a[index])}` : ""),
      ),
    );
    this.keys.replaceChildren(...rows);
    if (!this.mark) return;
    const x = this.x(index);
    const dots = this.panels.flatMap(({ series, y }) =>
      series
        .filter((one) => one.b[index] !== null)
        .map((one) => svg("circle", { cx: x, cy: y(one.b[index]), r: 4, class: `tone${one.tone}` })),
    );
    this.mark.replaceChildren(
      svg("line", { x1: x, x2: x, y1: TOP, y2: this.height - BOTTOM, class: "cursor" }),
      ...dots,
    );
  }
}
