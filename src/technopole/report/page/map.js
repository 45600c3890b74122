import { svg, html } from "./draw.js";
import { colourOf } from "./scale.js";
import { data, words, state, years, change, announce } from "./state.js";
import { placeLabels, shortName } from "./labels.js";
import { withUnit, number, difference } from "./format.js";
import { EXTENTS } from "./extent.js";

const LARGEST_BUBBLE = 26;
const MOST_LABELS = 11;
const INDEX = new Map(data.map.zones.map((zone, index) => [zone.id, index]));
const BY_WEIGHT = [...data.map.zones].sort((one, other) => other.weight - one.weight);

export function valuesOf(layer, plan, year) {
  if (plan === "b") return layer.b[year];
  if (plan === "a") return layer.a ? layer.a[year] : null;
  return layer.a ? layer.b[year].map((value, zone) => difference(value, layer.a[year][zone])) : null;
}

export class ZoneMap {
  constructor(plan, title) {
    this.plan = plan;
    this.isDifference = plan === "d";
    const bare = data.map.edges.length === 0 ? " bare" : "";
    this.root = html(
      "figure",
      { class: `map map-${plan}${bare}` },
      html("figcaption", {}, html("b", {}, title[0]), html("span", {}, title[1])),
    );
    this.svg = svg("svg", {
      tabindex: "0",
      role: "application",
      "aria-roledescription": "map",
      style: { aspectRatio: `${EXTENTS.region[2]} / ${EXTENTS.region[3]}` },
    });
    this.legend = html("div", { class: "legend" });
    this.root.append(this.svg, this.legend);
    this.build();
    this.listen();
  }

  build() {
    const pattern = svg(
      "pattern",
      { id: "nodata", width: 14, height: 14, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 14, height: 14, style: { fill: "var(--panel)" } }),
      svg("circle", { cx: 5, cy: 5, r: 2.4, style: { fill: "var(--ink-3)" } }),
    );
    const fixed = { "vector-effect": "non-scaling-stroke" };
    const coast = data.map.zones.map((zone) => svg("path", { d: zone.path, class: "coast", ...fixed }));
    this.zones = data.map.zones.map((zone, index) =>
      svg("path", { d: zone.path, class: "zone", "fill-rule": "evenodd", "data-zone": index, ...fixed }),
    );
    const edges = data.map.edges.flatMap((edge) => {
      const heavy = edge.kind === "boundary" || edge.kind === "northern";
      const line = svg("path", { d: edge.path, class: `edge ${edge.kind}`, ...fixed });
      return heavy
        ? [svg("path", { d: edge.path, class: `edge ${edge.kind}-case`, ...fixed }), line]
        : [line];
    });
    const order = (edge) =>
      edge.getAttribute("class").includes("boundary")
        ? 2
        : edge.getAttribute("class").includes("northern")
          ? 1
          : 0;
    edges.sort((one, other) => order(one) - order(other));
    this.lines = data.map.lines.map((line) => ({
      ...line,
      cased: line.mode === "rail" ? svg("path", { d: line.path, class: "rail-case", ...fixed }) : null,
      drawn: svg("path", { d: line.path, class: `rail ${line.mode}`, ...fixed }),
    }));
    this.bubbles = data.map.zones.map((zone) =>
      svg("circle", { cx: zone.x, cy: zone.y, r: 0, class: "bubble", ...fixed }),
    );
    this.crossings = data.map.crossings.map((crossing) => ({
      ...crossing,
      drawn: svg("path", { class: "crossing", ...fixed }, svg("title", {}, crossing.name)),
    }));
    this.names = svg("g");
    this.chosen = svg("g");
    this.svg.append(
      svg("defs", {}, pattern),
      svg("g", {}, ...coast),
      svg("g", {}, ...this.zones),
      svg("g", {}, ...edges),
      svg("g", {}, ...this.lines.flatMap((line) => [line.cased, line.drawn].filter(Boolean))),
      svg("g", {}, ...this.bubbles),
      svg("g", {}, ...this.crossings.map((crossing) => crossing.drawn)),
      this.names,
      this.chosen,
    );
  }

  listen() {
    this.svg.addEventListener("pointerover", (event) => {
      const zone = event.target.dataset ? event.target.dataset.zone : undefined;
      if (zone !== undefined && !state.pinned) change({ zone: Number(zone) });
    });
    this.svg.addEventListener("pointerleave", () => !state.pinned && change({ zone: null }));
    this.svg.addEventListener("click", (event) => {
      const zone = event.target.dataset ? event.target.dataset.zone : undefined;
      if (zone === undefined) return change({ pinned: false, zone: null });
      const same = state.pinned && state.zone === Number(zone);
      change({ zone: Number(zone), pinned: !same });
    });
    this.svg.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    if (event.key in steps) {
      change({ zone: this.neighbour(...steps[event.key]) });
      announce(this.sentence());
    } else if (event.key === "Enter")
      change({ pinned: !state.pinned, zone: state.zone === null ? this.neighbour(0, 0) : state.zone });
    else if (event.key === "Escape") change({ pinned: false, zone: null });
    else return;
    event.preventDefault();
  }

  neighbour(dx, dy) {
    const zones = data.map.zones;
    if (state.zone === null)
      return INDEX.get((BY_WEIGHT.find((zone) => zone.part === data.about.focus) || BY_WEIGHT[0]).id);
    const here = zones[state.zone];
    let best = state.zone,
      least = Infinity;
    zones.forEach((zone, index) => {
      const along = (zone.x - here.x) * dx + (zone.y - here.y) * dy;
      const aside = Math.abs((zone.x - here.x) * dy) + Math.abs((zone.y - here.y) * dx);
      const cost = along + 2 * aside;
      if (index !== state.zone && along > 0 && aside <= 2 * along && cost < least)
        [best, least] = [index, cost];
    });
    return best;
  }

  sentence() {
    if (state.zone === null) return "";
    const { name } = data.map.zones[state.zone];
    const value = this.values ? this.values[state.zone] : null;
    return `${name}, ${years[state.year]}: ${withUnit(value, this.layer.unit, this.isDifference)}`;
  }

  // Redraw what depends on the layer or the year.
  show(layer, year) {
    this.layer = layer;
    this.values = valuesOf(layer, this.plan, year);
    const circles = layer.kind === "circles";
    this.root.classList.toggle("counts", circles);
    this.zones.forEach((zone, index) => {
      zone.style.fill = circles
        ? ""
        : this.values
          ? colourOf(this.values[index], layer, this.isDifference)
          : "var(--panel)";
    });
    this.sizeBubbles();
    this.openLines(year);
    this.svg.setAttribute(
      "aria-label",
      `${layer.name}, ${layer.unit}, ${this.isDifference ? words.difference : this.plan.toUpperCase()}, ${years[year]}`,
    );
    this.callout();
  }

  sizeBubbles() {
    const { layer } = this;
    if (!layer || !this.unit) return;
    const circles = layer.kind === "circles";
    const top = this.isDifference ? layer.differenceLimits.at(-1) * 2 : layer.limits[0];
    const largest = (this.isDifference ? LARGEST_BUBBLE * 0.75 : LARGEST_BUBBLE) * this.scale;
    this.bubbles.forEach((bubble, index) => {
      const value = circles && this.values ? this.values[index] : null;
      bubble.setAttribute("r", value === null ? 0 : Math.sqrt(Math.abs(value) / top) * largest * this.unit);
      if (this.isDifference) bubble.setAttribute("class", `bubble ${value < 0 ? "less" : "more"}`);
    });
  }

  openLines(year) {
    const which = this.plan === "a" ? "a" : "b";
    for (const line of this.lines) {
      const opens = line[which];
      const gone = opens === null || (line.closes !== null && years[year] >= line.closes);
      const planned = !gone && years[year] < opens;
      const own = this.plan !== "a" && line.b !== null && (line.a === null || line.a > line.b);
      line.drawn.setAttribute(
        "class",
        `rail ${line.mode}${planned ? " planned" : ""}${own && !planned ? " fresh" : ""}`,
      );
      for (const path of [line.cased, line.drawn]) if (path) path.style.display = gone ? "none" : "";
    }
    for (const crossing of this.crossings) {
      const open = crossing[which] || crossing.b;
      const past = !open[year] && open.slice(0, year).some(Boolean);
      crossing.drawn.style.display = past || !open.some(Boolean) ? "none" : "";
      crossing.drawn.classList.toggle("closed", !open[year]);
    }
  }

  // Redraw what depends on the size in pixels or the extent.
  size(width) {
    const box = EXTENTS[state.extent];
    this.svg.setAttribute("viewBox", box.join(" "));
    this.unit = box[2] / width;
    this.width = width;
    this.height = (width * box[3]) / box[2];
    this.scale = Math.min(1, Math.max(0.6, width / 460));
    const half = 5.2 * this.unit * this.scale;
    for (const { x, y, drawn } of this.crossings)
      drawn.setAttribute("d", `M${x - half} ${y}L${x} ${y - half}L${x + half} ${y}L${x} ${y + half}Z`);
    this.sizeBubbles();
    this.label(box);
    this.callout();
  }

  label(box) {
    const toPixels = (x, y) => [(x - box[0]) / this.unit, (y - box[1]) / this.unit];
    const ordered =
      state.extent === "focus"
        ? [...BY_WEIGHT].sort(
            (one, other) => (other.part === data.about.focus) - (one.part === data.about.focus),
          )
        : this.spread();
    const blocked = this.crossings
      .map(({ x, y }) => toPixels(x, y))
      .map(([x, y]) => [x - 6, y - 6, x + 6, y + 6]);
    const most = state.extent === "focus" ? 20 : Math.round(MOST_LABELS * Math.min(1.4, this.width / 440));
    const placed = placeLabels(ordered, toPixels, this.width, this.height, most, blocked);
    const away = placed.filter(({ dx, dy }) => dx || dy);
    this.names.replaceChildren(
      ...away.map(({ zone }) => svg("circle", { cx: zone.x, cy: zone.y, r: 2.2 * this.unit, class: "spot" })),
      ...placed.map(({ zone, text, dx, dy }) =>
        svg(
          "text",
          {
            x: zone.x + dx * this.unit,
            y: zone.y + (4 + dy) * this.unit,
            "text-anchor": "middle",
            "font-size": 12.5 * this.unit,
            "stroke-width": 3 * this.unit,
          },
          text,
        ),
      ),
    );
  }

  // Two of the largest zones of every part first, then the rest by weight.
  spread() {
    const first = data.about.parts.flatMap((part) =>
      BY_WEIGHT.filter((zone) => zone.part === part.id).slice(0, 2),
    );
    return [...first, ...BY_WEIGHT.filter((zone) => !first.includes(zone))];
  }

  callout() {
    if (state.zone === null || !this.unit || !this.layer) return this.chosen.replaceChildren();
    const zone = data.map.zones[state.zone],
      u = this.unit,
      box = EXTENTS[state.extent];
    const value = this.values ? this.values[state.zone] : null;
    const lines = [
      shortName(zone.name),
      value === null ? words.no_data : number(value, this.isDifference),
      value === null ? "" : this.layer.unit,
    ];
    const width = Math.max(78, ...lines.map((text, row) => text.length * (row === 1 ? 9.4 : 6.4) + 18)) * u,
      height = 60 * u;
    const [px, py] = [(zone.x - box[0]) / box[2], (zone.y - box[1]) / box[3]];
    let x = px > 0.5 ? zone.x - width - 34 * u : zone.x + 34 * u;
    let y = py > 0.5 ? zone.y - height - 24 * u : zone.y + 24 * u;
    x = Math.min(Math.max(x, box[0] + 4 * u), box[0] + box[2] - width - 4 * u);
    y = Math.min(Math.max(y, box[1] + 4 * u), box[1] + box[3] - height - 4 * u);
    const text = (row, size, extra = {}) =>
      svg(
        "text",
        { x: x + 9 * u, y: y + [18, 36, 52][row] * u, "font-size": size * u, ...extra },
        lines[row],
      );
    const end = [Math.min(Math.max(zone.x, x), x + width), Math.min(Math.max(zone.y, y), y + height)];
    const fixed = { "vector-effect": "non-scaling-stroke" };
    this.chosen.replaceChildren(
      svg("path", { d: zone.path, class: "chosen-case", ...fixed }),
      svg("path", { d: zone.path, class: "chosen", ...fixed }),
      svg(
        "g",
        { class: "callout", "pointer-events": "none" },
        svg("line", { x1: zone.x, y1: zone.y, x2: end[0], y2: end[1], "stroke-width": 1.4, ...fixed }),
        svg("rect", { x, y, width, height, rx: 3 * u, "stroke-width": 1.4, ...fixed }),
        text(0, 12.5),
        text(1, 16, { class: "big" }),
        text(2, 12.5),
      ),
    );
  }
}
