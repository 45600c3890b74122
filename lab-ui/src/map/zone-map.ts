// One map. Geometry is drawn once; a year or a lever changes fills, and a move of the camera one transform.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from "d3-zoom";
import { placeLabels, shortName, type Box, type PlacedLabel } from "../labels";
import { differenceOf, fillOf } from "../scale";
import type { Layer, MapData, Value } from "../types";
import { boundsOf, type Camera } from "./camera";
import { path, put, svg } from "./draw";
import { drawFixed, type Drawn } from "./fixed";
import { readout, type ReadoutText } from "./readout";

export type Shown = "a" | "b" | "d";

const LARGEST_BUBBLE = 26;
const DIAMOND = 5.4;
const SPOT = 2.2;
const MOST_ZOOM = 30;
/** Pixels of map a name needs, so that small maps carry few. */
const ROOM = 19_000;

export interface MapHooks {
  hover(zone: number | null): void;
  pin(zone: number | null): void;
  /** The text of a zone's readout. */
  words(zone: number, value: Value): ReadoutText;
  /** Areas in pixels that names must leave free. */
  blocked(width: number, height: number): Box[];
}

interface Named {
  x: number;
  y: number;
  text: string;
  index: number;
}

export class ZoneMap {
  readonly svg: SVGSVGElement;
  private readonly drawn: Drawn;
  private readonly zoom: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly frame;
  private readonly order: number[];
  private width = 0;
  private height = 0;
  private layer: Layer | null = null;
  private values: Value[] = [];
  private chosen = -1;
  private off: () => void;
  private silent = false;

  constructor(
    private data: MapData,
    readonly shown: Shown,
    private readonly camera: Camera,
    private readonly hooks: MapHooks,
    focus: string,
  ) {
    this.drawn = drawFixed(data, shown === "d");
    this.svg = svg("svg", { class: "zone-map", tabindex: 0, role: "application" });
    this.svg.append(this.drawn.defs, this.drawn.world, this.drawn.screen);
    this.frame = boundsOf(data.zones.map((zone) => zone.path));
    this.order = labelOrder(data, focus);
    this.zoom = zoom<SVGSVGElement, unknown>()
      .filter((event: Event) => isOurs(event))
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.zoomed(event));
    select(this.svg).call(this.zoom).on("dblclick.zoom", null);
    this.off = camera.listen((from) => from !== this && this.look());
    this.listen();
  }

  remove(): void {
    this.off();
    this.svg.remove();
  }

  /** Takes over what can change between runs: when lines and crossings open. */
  setData(data: MapData): void {
    this.data = data;
  }

  resize(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    put(this.svg, "viewBox", `0 0 ${width} ${height}`);
    const { x, y, width: across, height: down } = this.frame;
    const least = Math.min(width / across, height / down) * 0.85;
    const pad = 0.3 * across;
    this.zoom
      .extent([
        [0, 0],
        [width, height],
      ])
      .scaleExtent([least, least * MOST_ZOOM])
      .translateExtent([
        [x - pad, y - pad],
        [x + across + pad, y + down + pad],
      ]);
    this.look();
  }

  /** Paints values of a year: only fills, classes and radii change. */
  paint(
    layer: Layer,
    index: number,
    year: number,
    inside: ((zone: number) => boolean) | null,
    hide: boolean,
  ): void {
    this.layer = layer;
    this.values = valuesOf(layer, this.shown, index, this.data.zones.length);
    const circles = layer.kind === "circles";
    this.svg.classList.toggle("counts", circles);
    this.values.forEach((value, zone) => {
      const quiet = hide && inside !== null && value !== null && inside(zone);
      const fill = circles ? "" : quiet ? "var(--t4)" : fillOf(value, layer, this.shown === "d");
      const element = this.drawn.zones[zone];
      if (element && element.style.fill !== fill) element.style.fill = fill;
      const hatch = this.drawn.hatches[zone];
      if (hatch) put(hatch, "visibility", !quiet && !circles && inside?.(zone) ? "visible" : "hidden");
    });
    this.bubbles();
    this.openings(index, year);
    this.callout();
  }

  /** Highlights a zone and shows its readout; -1 for none. */
  choose(zone: number): void {
    if (zone === this.chosen) return;
    this.chosen = zone;
    const chosen = this.data.zones[zone];
    this.drawn.outline.replaceChildren(
      ...(chosen ? [path(chosen.path, "chosen-case"), path(chosen.path, "chosen")] : []),
    );
    this.callout();
  }

  valueOf(zone: number): Value {
    return this.values[zone] ?? null;
  }

  zoomBy(factor: number): void {
    select(this.svg).call(this.zoom.scaleBy, factor);
  }

  private zoomed(event: D3ZoomEvent<SVGSVGElement, unknown>): void {
    const { k, x, y } = event.transform;
    this.transform(k, x, y);
    if (this.silent) return;
    const look = { cx: (this.width / 2 - x) / k, cy: (this.height / 2 - y) / k, across: this.width / k };
    this.camera.set(look, "free", this);
  }

  /** Follows the camera, without telling it. */
  private look(): void {
    if (!this.width) return;
    const { cx, cy, across } = this.camera.get();
    const k = this.width / across;
    this.silent = true;
    const to = zoomIdentity.translate(this.width / 2 - k * cx, this.height / 2 - k * cy).scale(k);
    select(this.svg).call(this.zoom.transform, to);
    this.silent = false;
  }

  private transform(k: number, x: number, y: number): void {
    put(this.drawn.world, "transform", `matrix(${k} 0 0 ${k} ${x} ${y})`);
    for (const pattern of this.drawn.patterns) put(pattern, "patternTransform", `scale(${1 / k})`);
    this.data.crossings.forEach((crossing, index) => {
      const [px, py] = [k * crossing.x + x, k * crossing.y + y];
      const drawn = this.drawn.crossings[index];
      if (drawn)
        put(
          drawn,
          "d",
          `M${px - DIAMOND} ${py}L${px} ${py - DIAMOND}L${px + DIAMOND} ${py}L${px} ${py + DIAMOND}Z`,
        );
    });
    this.data.zones.forEach((zone, index) => {
      const bubble = this.drawn.bubbles[index];
      if (!bubble) return;
      put(bubble, "cx", String(k * zone.x + x));
      put(bubble, "cy", String(k * zone.y + y));
    });
    this.names();
    this.callout();
  }

  private pixel(x: number, y: number): [number, number] {
    const { cx, cy, across } = this.here();
    const k = this.width / across;
    return [this.width / 2 + k * (x - cx), this.height / 2 + k * (y - cy)];
  }

  /** What this map shows: its own transform, which leads the camera while it is being dragged. */
  private here() {
    const matrix = this.drawn.world.transform.baseVal.consolidate()?.matrix;
    if (!matrix) return this.camera.get();
    const { a: k, e: x, f: y } = matrix;
    return { cx: (this.width / 2 - x) / k, cy: (this.height / 2 - y) / k, across: this.width / k };
  }

  private bubbles(): void {
    const { layer } = this;
    if (!layer) return;
    const difference = this.shown === "d";
    const top = difference ? (layer.differenceLimits.at(-1) ?? 1) * 2 : (layer.limits[0] ?? 1);
    const largest = difference ? LARGEST_BUBBLE * 0.75 : LARGEST_BUBBLE;
    const circles = layer.kind === "circles";
    this.drawn.bubbles.forEach((bubble, zone) => {
      const value = circles ? (this.values[zone] ?? null) : null;
      put(bubble, "r", value === null ? "0" : (Math.sqrt(Math.abs(value) / top) * largest).toFixed(2));
      if (difference) put(bubble, "class", value !== null && value < 0 ? "bubble less" : "bubble more");
    });
  }

  private openings(index: number, year: number): void {
    const which = this.shown === "a" ? "a" : "b";
    this.data.lines.forEach((line, at) => {
      const drawn = this.drawn.rails[at];
      if (!drawn) return;
      const opens = line[which];
      const gone = opens === null || (line.closes !== null && year >= line.closes);
      const planned = opens !== null && year < opens;
      const own = this.shown !== "a" && line.b !== null && (line.a === null || line.a > line.b);
      const name = `rail ${line.mode}${planned ? " planned" : ""}${own && !planned ? " fresh" : ""}`;
      put(drawn.line, "class", name);
      for (const one of [drawn.cased, drawn.line])
        if (one) put(one, "visibility", gone ? "hidden" : "visible");
      if (drawn.cased) put(drawn.cased, "class", planned ? "rail-case planned" : "rail-case");
    });
    this.data.crossings.forEach((crossing, at) => {
      const drawn = this.drawn.crossings[at];
      const open = crossing[which] ?? crossing.b;
      if (!drawn) return;
      const past = !open[index] && open.slice(0, index).some(Boolean);
      put(drawn, "visibility", past || !open.some(Boolean) ? "hidden" : "visible");
      put(drawn, "class", open[index] ? "crossing" : "crossing closed");
    });
  }

  private names(): void {
    const most = Math.max(4, Math.round((this.width * this.height) / ROOM));
    const spots: Named[] = this.order.flatMap((index) => {
      const zone = this.data.zones[index];
      if (!zone) return [];
      const [x, y] = this.pixel(zone.x, zone.y);
      const inside = x > 0 && y > 0 && x < this.width && y < this.height;
      return inside ? [{ x, y, text: shortName(zone.name), index }] : [];
    });
    const diamonds = this.data.crossings.map(({ x, y }): Box => {
      const [px, py] = this.pixel(x, y);
      return [px - 7, py - 7, px + 7, py + 7];
    });
    const placed = placeLabels(spots, this.width, this.height, most, [
      ...diamonds,
      ...this.hooks.blocked(this.width, this.height),
    ]);
    this.drawn.names.replaceChildren(...placed.flatMap((label) => nameOf(label)));
  }

  private callout(): void {
    const zone = this.data.zones[this.chosen];
    if (!zone || !this.layer || !this.width) return this.drawn.callout.replaceChildren();
    const [x, y] = this.pixel(zone.x, zone.y);
    const words = this.hooks.words(this.chosen, this.values[this.chosen] ?? null);
    this.drawn.callout.replaceChildren(readout(words, x, y, this.width, this.height));
  }

  private listen(): void {
    const zoneOf = (event: Event) => {
      const text = event.target instanceof SVGElement ? event.target.dataset.zone : undefined;
      return text === undefined ? null : Number(text);
    };
    this.svg.addEventListener("pointerover", (event) => this.hooks.hover(zoneOf(event)));
    this.svg.addEventListener("pointerleave", () => this.hooks.hover(null));
    this.svg.addEventListener("click", (event) => this.hooks.pin(zoneOf(event)));
  }
}

export function valuesOf(layer: Layer, shown: Shown, index: number, zones: number): Value[] {
  const b = layer.b[index] ?? [];
  const a = layer.a?.[index] ?? [];
  return Array.from({ length: zones }, (_, zone) => {
    if (shown === "b") return b[zone] ?? null;
    return shown === "a" ? (a[zone] ?? null) : differenceOf(b[zone], a[zone]);
  });
}

/** Two of the largest zones of every part first, then the part the plan changes most, then by weight. */
function labelOrder(data: MapData, focus: string): number[] {
  const byWeight = data.zones.map((_, index) => index);
  const zone = (index: number) => data.zones[index];
  byWeight.sort((one, other) => (zone(other)?.weight ?? 0) - (zone(one)?.weight ?? 0));
  const parts = [...new Set(data.zones.map((one) => one.part))];
  const first = parts.flatMap((part) => byWeight.filter((index) => zone(index)?.part === part).slice(0, 2));
  const ours = byWeight.filter((index) => zone(index)?.part === focus).slice(0, 6);
  return [...new Set([...first, ...ours, ...byWeight])];
}

function nameOf({ spot, dx, dy }: PlacedLabel<Named>): SVGElement[] {
  const text = svg("text", { x: spot.x + dx, y: spot.y + dy + 4, "text-anchor": "middle" }, spot.text);
  return dx || dy ? [svg("circle", { cx: spot.x, cy: spot.y, r: SPOT, class: "spot" }), text] : [text];
}

/** One finger scrolls the page, two move the map; the wheel zooms where the page itself cannot scroll. */
function isOurs(event: Event): boolean {
  if (event instanceof WheelEvent) {
    const page = document.scrollingElement;
    return event.ctrlKey || !page || page.scrollHeight <= page.clientHeight + 1;
  }
  if ("touches" in event) return (event as TouchEvent).touches.length >= 2;
  return event instanceof MouseEvent ? event.button === 0 && !event.ctrlKey : true;
}
