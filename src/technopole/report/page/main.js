import { byId } from "./draw.js";
import { LineChart } from "./chart.js";
import { DotChart } from "./dots.js";
import { floorCharts } from "./floor.js";
import { startMaps } from "./maps.js";
import { startSection } from "./section.js";
import { data } from "./state.js";
import { startTheme } from "./theme.js";
import { startTimeline } from "./timeline.js";

startTheme();
startMaps();
startSection();
const figures = data.charts.map((chart) =>
  chart.kind === "dots" ? new DotChart(chart) : new LineChart(chart),
);
byId("charts").append(...figures.map((figure) => figure.root), ...floorCharts().map((figure) => figure.root));
startTimeline();
