// Floor permitted, completed and taken into use: one chart a market, for the part the reader picks.
import { html } from "./draw.js";
import { LineChart } from "./chart.js";
import { data, words } from "./state.js";

export function floorCharts() {
  const made = [];
  const selects = [];
  const choose = (part) => {
    for (const select of selects) select.value = part;
    for (const { chart, market } of made) chart.set(content(market, part, chart.chart.control));
  };
  for (const market of data.floor) {
    const options = data.about.parts.map((part) => html("option", { value: part.id }, part.name));
    const select = html("select", { "aria-label": words.part }, ...options);
    select.value = data.about.focus;
    select.addEventListener("change", () => choose(select.value));
    selects.push(select);
    made.push({ market, chart: new LineChart(content(market, data.about.focus, select)) });
  }
  return made.map(({ chart }) => chart);
}

function content(market, part, control) {
  return {
    id: `floor-${market.id}`,
    title: market.title,
    unit: `${market.unit} since ${data.about.years[0]}`,
    series: market.parts[part],
    control,
  };
}
