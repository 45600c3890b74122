// The maps' table twin: every zone with its figures in A, B and between them.
import { figure } from "../format";
import { differenceOf } from "../scale";
import type { State } from "../store";
import type { TableProps } from "../parts/table";
import { unitName } from "../units";
import { wordsOf } from "../words";
import { layerOf } from "./map-frame";

export function zoneTable({ scenario, layer: id, year, lang }: State): TableProps {
  const words = wordsOf(lang).map;
  const layer = layerOf(scenario, id);
  if (!scenario || !layer) return { caption: "", heads: [], rows: [] };
  const index = Math.max(0, scenario.about.years.indexOf(year));
  const parts = new Map(scenario.about.parts.map((part) => [part.id, part.name]));
  const [a, b] = [layer.a?.[index], layer.b[index]];
  const text = (value: number | null | undefined, sign = false) =>
    value === null || value === undefined ? words.no_data : figure(value, layer.unit, lang, { sign });
  return {
    caption: `${layer.name}, ${unitName(layer.unit, lang)}, ${year}`,
    heads: [words.zone, words.part, ...(a ? ["A"] : []), "B", ...(a ? ["B − A"] : [])],
    rows: scenario.map.zones.map((zone, at) => [
      zone.name,
      parts.get(zone.part) ?? "",
      ...(a ? [text(a[at])] : []),
      text(b?.[at]),
      ...(a ? [text(differenceOf(b?.[at], a[at]), true)] : []),
    ]),
    names: 2,
    lang: scenario.about.language,
  };
}
