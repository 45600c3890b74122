// The scale of a map: colours from low to high with the limits below, or circles with their sizes.
import { figure } from "../format";
import { useLabState, useWords } from "../lab";
import { deltaColour, symmetric, tideColour } from "../scale";
import { textWidth } from "../labels";
import type { Layer } from "../types";
import { nameInUnit, unitName } from "../units";
import { fill } from "../words";

const LARGEST = 26;

export function Legend({ layer, difference, width }: { layer: Layer; difference: boolean; width: number }) {
  if (layer.kind === "circles") return difference ? <Signs layer={layer} /> : <Circles layer={layer} />;
  const signed = difference || layer.signed;
  const limits = difference ? layer.differenceLimits : layer.limits;
  const colour = (index: number, classes: number) =>
    signed ? tideColour(index, limits) : deltaColour(index, classes);
  return (
    <Steps
      limits={signed ? symmetric(limits) : limits}
      colour={colour}
      unit={layer.unit}
      width={width}
      signed={difference}
    />
  );
}

interface StepsProps {
  limits: number[];
  colour: (index: number, classes: number) => string;
  unit: string;
  width: number;
  signed: boolean;
}

/** Where the limits do not all fit below their colours, every second or third is printed. */
function Steps({ limits, colour, unit, width, signed }: StepsProps) {
  const lang = useLabState((state) => state.lang);
  const texts = limits.map((limit) => figure(limit, unit, lang, { sign: signed }));
  const longest = Math.max(...texts.map((text) => textWidth(text) + 8), 1);
  const every = Math.max(1, Math.ceil((longest * (limits.length + 1)) / Math.max(width, 1)));
  const half = limits.length / 2;
  const printed = (index: number) => {
    const from = signed ? (index < half ? half - 1 - index : index - half) : index;
    return index < limits.length && Math.floor(from) % every === 0;
  };
  return (
    <div class="steps">
      {Array.from({ length: limits.length + 1 }, (_, index) => (
        <span style={{ background: colour(index, limits.length + 1) }}>
          {printed(index) && <em>{texts[index]}</em>}
        </span>
      ))}
    </div>
  );
}

function Circles({ layer }: { layer: Layer }) {
  const lang = useLabState((state) => state.lang);
  const top = layer.limits[0] ?? 1;
  return (
    <div class="circles">
      {layer.limits.map((limit) => {
        const size = `${2 * LARGEST * Math.sqrt(limit / top)}px`;
        return (
          <span>
            <i style={{ width: size, height: size }} />
            {figure(limit, layer.unit, lang)}
          </span>
        );
      })}
    </div>
  );
}

function Signs({ layer }: { layer: Layer }) {
  const words = useWords().map;
  const lang = useLabState((state) => state.lang);
  return (
    <div class="circles">
      <span>
        <i class="less" style={{ width: "16px", height: "16px" }} />
        {words.fewer}
      </span>
      <span>
        <i class="more" style={{ width: "16px", height: "16px" }} />
        {words.more}
      </span>
      <span>{unitName(layer.unit, lang)}</span>
    </div>
  );
}

/** "Jobs, per km² built"; a unit that says the name again is printed alone. */
export function useLayerTitle(): (layer: {
  name: string;
  unit: string;
  group?: string;
  kind: string;
}) => string {
  const words = useWords().map;
  const lang = useLabState((state) => state.lang);
  return (layer) => {
    if (layer.kind === "circles") return fill(words.counts, { name: layer.name });
    return nameInUnit(layer.name, layer.unit, lang);
  };
}
