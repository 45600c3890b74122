// The section: jobs from south to north, bars B by part, lines A, ticks working residents.
import { byId, html, svg } from "./draw.js";
import { frame } from "./chart.js";
import { number } from "./format.js";
import { niceTicks } from "./scale.js";
import { data, hasA, listen, state, words, years } from "./state.js";
import { switchOf } from "./switch.js";
import { dataTable, twinSwitch } from "./twin.js";

const HEIGHT = 270,
  LEFT = 70,
  RIGHT = 12,
  TOP = 30,
  BOTTOM = 40,
  WIDEST_BAND = 46,
  LINE = 18;
const ZONES = data.map.zones;
const SOUTH = Math.max(...ZONES.map((zone) => zone.y));

function kilometres(zone) {
  return (SOUTH - zone.y) / data.map.kilometre;
}

function centre(values, side) {
  let [sum, weighted] = [0, 0];
  ZONES.forEach((zone, index) => {
    if (zone.side !== side) return;
    sum += values[index] || 0;
    weighted += (values[index] || 0) * kilometres(zone);
  });
  return sum ? weighted / sum : null;
}

class Section {
  constructor() {
    this.side = data.about.parts.find((part) => part.id === data.about.focus).side;
    const choices = [...data.about.sides.map((side) => [side.id, side.name]), ["", words.whole_region]];
    const sides = switchOf(
      html("span", { class: "switch small", role: "group" }),
      choices,
      this.side,
      (side) => {
        this.side = side;
        this.draw();
        this.twin.refresh();
      },
    );
    const note = words.section_note.replace("{first}", years[0]);
    Object.assign(
      this,
      frame(
        { id: "section", title: words.section_title, unit: note },
        data.about.sides.length > 1 ? sides : null,
      ),
    );
    this.svg = svg("svg", {
      class: "chart",
      height: HEIGHT,
      role: "img",
      "aria-label": `${words.section_title}: ${note}`,
    });
    this.graphic.append(this.svg);
    this.twin = twinSwitch(this.button, this.root, this.graphic, this.table, () => this.asTable());
    new ResizeObserver(() => this.draw()).observe(this.svg);
    listen((changed) => {
      if (!changed.includes("year")) return;
      this.draw();
      this.twin.refresh();
    });
  }

  shown(index) {
    return this.side === "" || ZONES[index].side === this.side;
  }

  asTable() {
    const heads = [
      words.zone,
      words.km_north,
      ...(hasA ? [`${words.jobs} A`] : []),
      `${words.jobs} B`,
      `${words.workers} B`,
    ];
    const order = ZONES.map((_, index) => index)
      .filter((index) => this.shown(index))
      .sort((one, other) => ZONES[other].y - ZONES[one].y);
    const at = (rows, index) => number(rows[state.year][index]);
    const rows = order.map((index) => [
      ZONES[index].name,
      number(kilometres(ZONES[index])),
      ...(hasA ? [at(data.section.a, index)] : []),
      at(data.section.b, index),
      at(data.section.workers, index),
    ]);
    return dataTable(`${words.section_title}, ${years[state.year]}`, heads, rows);
  }

  // Bands of equal width from the southernmost to the northernmost zone shown.
  bands(width) {
    const known = ZONES.filter((_, index) => this.shown(index)).map(kilometres);
    [this.low, this.high] = [Math.min(...known), Math.max(...known)];
    this.span = this.high - this.low || 1;
    this.count = Math.max(8, Math.min(26, Math.round((width - LEFT - RIGHT) / WIDEST_BAND)));
    this.step = (width - LEFT - RIGHT) / this.count;
    this.band = ZONES.map((zone) =>
      Math.min(
        this.count - 1,
        Math.max(0, Math.floor(((kilometres(zone) - this.low) / this.span) * this.count)),
      ),
    );
  }

  totals(values, keep = () => true) {
    const totals = Array(this.count).fill(0);
    values.forEach((value, index) => {
      if (this.shown(index) && keep(index)) totals[this.band[index]] += value || 0;
    });
    return totals;
  }

  draw() {
    const width = this.svg.clientWidth;
    if (!width) return;
    this.bands(width);
    const everything = [data.section.b, data.section.workers, ...(hasA ? [data.section.a] : [])];
    const top = Math.max(...everything.flatMap((rows) => rows.flatMap((row) => this.totals(row)))) || 1;
    const sides = data.about.sides.filter((side) => this.side === "" || side.id === this.side);
    this.narrow = width < 560;
    const head =
      TOP + (sides.length - (this.narrow ? 0 : 1)) * LINE + (this.narrow ? (sides.length - 1) * LINE : 0);
    const y = (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - head);
    const grid = niceTicks(0, top, 4).flatMap((tick) => [
      svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: tick ? "grid" : "axis" }),
      svg("text", { x: LEFT - 6, y: y(tick) + 4, "text-anchor": "end" }, number(tick)),
    ]);
    this.svg.replaceChildren(
      ...grid,
      ...this.bars(y),
      ...this.lines(y),
      ...sides.flatMap((side, row) => this.centre(side, row, width)),
      ...this.axis(width),
    );
  }

  bars(y) {
    const base = Array(this.count).fill(0),
      bars = [];
    for (const part of data.about.parts) {
      this.totals(data.section.b[state.year], (index) => ZONES[index].part === part.id).forEach(
        (value, index) => {
          if (value > 0)
            bars.push(
              svg("rect", {
                x: LEFT + index * this.step + 2,
                width: this.step - 4,
                y: y(base[index] + value),
                height: Math.max(0, y(base[index]) - y(base[index] + value)),
                class: `bar-b tone${part.tone}`,
              }),
            );
          base[index] += value;
        },
      );
    }
    return bars;
  }

  lines(y) {
    const marks = [];
    if (hasA)
      this.totals(data.section.a[state.year]).forEach(
        (value, index) =>
          value > 0 &&
          marks.push(
            svg("path", {
              d: `M${LEFT + index * this.step + 1} ${y(value)}h${this.step - 2}`,
              class: "bar-a",
            }),
          ),
      );
    this.totals(data.section.workers[state.year]).forEach(
      (value, index) =>
        value > 0 &&
        marks.push(
          svg("path", { d: `M${LEFT + (index + 0.5) * this.step} ${y(value) - 7}v14`, class: "tick" }),
        ),
    );
    return marks;
  }

  place(km, width) {
    return LEFT + ((km - this.low) / this.span) * (width - LEFT - RIGHT);
  }

  axis(width) {
    const ticks = niceTicks(this.low, this.high, width < 500 ? 4 : 8).map((km) =>
      svg("text", { x: this.place(km, width), y: HEIGHT - 23, "text-anchor": "middle" }, String(km)),
    );
    return [
      ...ticks,
      svg("text", { x: width - RIGHT, y: HEIGHT - 5, "text-anchor": "end" }, `${words.section_axis} ▶`),
    ];
  }

  // Where the side's centre of jobs stood in the first year, and stands now in B.
  centre(side, row, width) {
    const before = centre(data.section.b[0], side.id),
      now = centre(data.section.b[state.year], side.id);
    if (before === null || now === null) return [];
    const [x0, x1, y] = [
      this.place(before, width),
      this.place(now, width),
      14 + row * LINE * (this.narrow ? 2 : 1),
    ];
    const still = Math.abs(now - before) < 0.05;
    const direction = now > before ? words.to_north : words.to_south;
    const km = Number(Math.abs(now - before).toPrecision(2));
    const text = (still ? words.centre_still : words.centre_moved)
      .replace("{side}", side.name)
      .replace("{km}", km)
      .replace("{direction}", direction)
      .replace("{first}", years[0]);
    const left = x1 > width / 2;
    const at = left ? Math.min(x0, x1) - 12 : Math.max(x0, x1) + 12;
    return [
      svg("path", { d: `M${x0} ${y - 5}v10M${x0} ${y}H${x1}`, class: `centre-line tone${side.tone}` }),
      svg("path", { d: `M${x1} ${y - 6}l5 6l-5 6l-5 -6z`, class: `centre tone${side.tone}` }),
      this.narrow
        ? svg("text", { x: LEFT, y: y + LINE + 2 }, text)
        : svg("text", { x: at, y: y + 4, "text-anchor": left ? "end" : "start" }, text),
    ];
  }
}

export function startSection() {
  byId("section-figure").append(new Section().root);
}
