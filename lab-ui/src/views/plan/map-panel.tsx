// The map of plan B with its scale, and the section at its side.
import { useCallback, useState } from "preact/hooks";
import { useLab, useLabState, useWords } from "../../lab";
import type { Box } from "../../labels";
import { ExtentSwitch, LayerMenu, MapKey } from "../../map/layer-menu";
import { Legend, useLayerTitle } from "../../map/legend";
import { layerOf, MapFrame } from "../../map/map-frame";
import { zoneTable } from "../../map/zone-table";
import { Twin } from "../../parts/table";
import { fill } from "../../words";
import { CentreMark, centreBox } from "./centre";
import { Section } from "./section";

const LEGEND_WIDTH = 210;

export function MapPanel() {
  const { store, camera } = useLab();
  const words = useWords();
  const scenario = useLabState((state) => state.scenario);
  const id = useLabState((state) => state.layer);
  const year = useLabState((state) => state.year);
  const title = useLayerTitle();
  const [size, setSize] = useState({ width: 0, height: 0 });
  const onSize = useCallback((width: number, height: number) => setSize({ width, height }), []);
  const layer = layerOf(scenario, id);
  if (!layer) return null;
  const name = title(layer);
  return (
    <section class="map-panel" id="plan-map" aria-label={words.map.role}>
      <Twin class="map-twin" table={() => zoneTable(store.get())}>
        <div class="map-area">
          <MapFrame
            shown="b"
            label={fill(words.plan.map_of, { layer: name, year })}
            blocked={(width, height) => [
              ...furniture(width, height),
              ...centreBox(store.get(), camera.get(), width, height),
            ]}
            onSize={onSize}
          />
          <div class="map-title">
            <b lang={scenario?.about.language}>{name}</b>, {fill(words.plan.plan_and_year, { year })}{" "}
            <LayerMenu />
            <MapKey />
          </div>
          <div class="map-foot">
            <div class="map-legend">
              <Legend layer={layer} difference={false} width={LEGEND_WIDTH} />
            </div>
            <ExtentSwitch />
          </div>
          <CentreMark mapWidth={size.width} height={size.height} />
        </div>
      </Twin>
      <Section mapWidth={size.width} height={size.height} />
    </section>
  );
}

/** Names stay clear of the title, the legend and the extent switch. */
function furniture(width: number, height: number): Box[] {
  return [
    [0, 0, Math.min(width, 400), 46],
    [0, height - 66, Math.min(width, 480), height],
  ];
}
