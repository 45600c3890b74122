// What a map draws once: coast, zones, edges, railways, crossings. Later only classes and fills change.
import type { MapData } from "../types";
import { path, svg } from "./draw";

export interface Drawn {
  world: SVGGElement;
  screen: SVGGElement;
  defs: SVGDefsElement;
  patterns: SVGPatternElement[];
  zones: SVGPathElement[];
  hatches: SVGPathElement[];
  bubbles: SVGCircleElement[];
  rails: { cased: SVGPathElement | null; line: SVGPathElement }[];
  crossings: SVGPathElement[];
  outline: SVGGElement;
  names: SVGGElement;
  callout: SVGGElement;
}

const WEIGHT: Record<string, number> = { boundary: 2, northern: 1 };
let count = 0;

export function drawFixed(data: MapData, hatched: boolean): Drawn {
  const id = `map${(count += 1)}`;
  const dots = svg(
    "pattern",
    { id: "nodata", width: 7, height: 7, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: 7, height: 7, class: "nodata-ground" }),
    svg("circle", { cx: 2.5, cy: 2.5, r: 1.2, class: "nodata-dot" }),
  );
  const stripes = svg(
    "pattern",
    { id: `${id}-hatch`, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    svg("path", { d: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5", class: "hatch" }),
  );
  const zones = data.zones.map((zone, index) =>
    path(zone.path, "zone", { "fill-rule": "evenodd", "data-zone": index }),
  );
  const hatches = hatched
    ? data.zones.map((zone) =>
        path(zone.path, "inside", {
          "fill-rule": "evenodd",
          fill: `url(#${id}-hatch)`,
          visibility: "hidden",
        }),
      )
    : [];
  const rails = data.lines.map((line) => ({
    cased: line.mode === "rail" ? path(line.path, "rail-case") : null,
    line: path(line.path, `rail ${line.mode}`),
  }));
  const bubbles = data.zones.map(() => svg("circle", { r: 0, class: "bubble" }));
  const crossings = data.crossings.map((crossing) =>
    svg("path", { class: "crossing" }, svg("title", {}, crossing.name)),
  );
  const [outline, names, callout] = [svg("g"), svg("g", { class: "names" }), svg("g")];
  const world = svg(
    "g",
    { class: data.edges.length ? "world" : "world bare" },
    svg("g", {}, ...data.zones.map((zone) => path(zone.path, "coast"))),
    svg("g", {}, ...zones),
    svg("g", {}, ...hatches),
    svg("g", {}, ...edges(data)),
    svg("g", {}, ...rails.flatMap(({ cased, line }) => (cased ? [cased, line] : [line]))),
    outline,
  );
  const screen = svg(
    "g",
    { class: "screen" },
    svg("g", {}, ...bubbles),
    svg("g", {}, ...crossings),
    names,
    callout,
  );
  const defs = svg("defs", {}, dots, stripes);
  const patterns = [dots, stripes];
  return {
    world,
    screen,
    defs,
    patterns,
    zones,
    hatches,
    bubbles,
    rails,
    crossings,
    outline,
    names,
    callout,
  };
}

/** Light edges first, the boundary last; heavy ones stand on a casing. */
function edges(data: MapData): SVGPathElement[] {
  const ordered = [...data.edges].sort((one, other) => (WEIGHT[one.kind] ?? 0) - (WEIGHT[other.kind] ?? 0));
  return ordered.flatMap((edge) => {
    const line = path(edge.path, `edge ${edge.kind}`);
    return edge.kind in WEIGHT ? [path(edge.path, `edge ${edge.kind}-case`), line] : [line];
  });
}
