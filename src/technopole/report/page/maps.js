import { byId, html, onWidth } from "./draw.js";
import { number } from "./format.js";
import { differenceLegend, layerTitle, sharedLegend } from "./legend.js";
import { ZoneMap, valuesOf } from "./map.js";
import { change, data, hasA, layerNow, listen, state, words, years } from "./state.js";
import { switchOf } from "./switch.js";
import { dataTable, twinSwitch } from "./twin.js";

function layerSelect() {
  const select = byId("layer");
  const groups = new Map();
  for (const layer of data.layers) groups.set(layer.group, [...(groups.get(layer.group) || []), layer]);
  for (const [name, layers] of groups)
    select.append(
      html(
        "optgroup",
        { label: name },
        ...layers.map((layer) =>
          html(
            "option",
            { value: layer.id },
            layer.group === "Counts" ? `${layer.name} (${words.circles})` : layerTitle(layer),
          ),
        ),
      ),
    );
  select.value = state.layer;
  select.addEventListener("change", () => change({ layer: select.value }));
}

function zoneTable() {
  const layer = layerNow(),
    year = years[state.year];
  const [a, b, d] = ["a", "b", "d"].map((plan) => valuesOf(layer, plan, state.year));
  const heads = [
    words.zone,
    words.in_part,
    ...(hasA ? [`A ${year}`] : []),
    `B ${year}`,
    ...(hasA ? ["B − A"] : []),
  ];
  const partName = Object.fromEntries(data.about.parts.map((part) => [part.id, part.name]));
  const rows = data.map.zones.map((zone, index) => [
    zone.name,
    partName[zone.part],
    ...(hasA ? [number(a[index])] : []),
    number(b[index]),
    ...(hasA ? [number(d[index], true)] : []),
  ]);
  return dataTable(`${layerTitle(layer)}, ${year}`, heads, rows, 2);
}

function mapNotes() {
  const parts = [];
  if (data.map.approximate) parts.push(words.approximate);
  if (data.map.crossings.length) parts.push(`◇ ${words.legend_crossing}.`);
  if (data.map.lines.length)
    parts.push(`${words.legend_planned[0].toUpperCase()}${words.legend_planned.slice(1)}.`);
  if (hasA) parts.unshift(words.fixed_scale);
  return html("p", { class: "note map-notes" }, parts.join(" "));
}

export function startMaps() {
  const row = byId("map-row");
  layerSelect();
  const titles = {
    a: ["A", hasA ? data.about.a.name : ""],
    b: ["B", data.about.b.name],
    d: ["B − A", words.difference],
  };
  const maps = (hasA ? ["a", "b", "d"] : ["b"]).map((plan) => new ZoneMap(plan, titles[plan]));
  row.dataset.count = maps.length;
  if (!hasA) row.dataset.show = "b";
  row.append(...maps.map((map) => map.root), mapNotes());
  const part = data.about.parts.find((one) => one.id === data.about.focus);
  switchOf(
    byId("extent"),
    [
      ["region", words.whole_region],
      ["focus", part.name],
    ],
    "region",
    (extent) => change({ extent }),
  );
  if (hasA)
    switchOf(
      byId("plan"),
      [
        ["a", "A"],
        ["b", "B"],
        ["d", "B − A"],
      ],
      "d",
      (plan) => (row.dataset.show = plan),
    );
  const twin = twinSwitch(
    document.querySelector("[data-twin=maps]"),
    byId("maps"),
    row,
    byId("map-twin"),
    zoneTable,
  );
  const legends = () => {
    const layer = layerNow();
    for (const map of maps) {
      const scale = map.scale || 1;
      map.legend.replaceChildren(
        ...(map.isDifference
          ? differenceLegend(layer, map.width || 400)
          : sharedLegend(layer, scale, map.width || 400)),
      );
    }
  };
  for (const map of maps) {
    onWidth(map.svg, (width) => {
      map.size(width);
      legends();
    });
    map.show(layerNow(), state.year);
  }
  legends();
  listen((changed) => {
    if (changed.includes("layer")) legends();
    if (changed.includes("extent"))
      for (const map of maps) if (map.width) map.size(map.svg.clientWidth || map.width);
    if (changed.includes("layer") || changed.includes("year")) {
      for (const map of maps) map.show(layerNow(), state.year);
      twin.refresh();
    } else if (changed.includes("zone")) for (const map of maps) map.callout();
  });
}
