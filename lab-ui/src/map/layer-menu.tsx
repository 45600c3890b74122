// Which layer the maps show.
import { useLab, useLabState, useWords } from "../lab";
import { Menu } from "../parts/menu";
import { useLayerTitle } from "./legend";

export function LayerMenu() {
  const { store } = useLab();
  const words = useWords().map;
  const layers = useLabState((state) => state.info?.layers);
  const chosen = useLabState((state) => state.layer);
  const title = useLayerTitle();
  const groups = [...new Set((layers ?? []).map((layer) => layer.group))];
  return (
    <Menu label={words.change} name={`${words.change}: ${words.layer}`}>
      {(close) => (
        <div class="layers-to-choose">
          {groups.map((group) => (
            <>
              <h3>{group}</h3>
              <ul class="choices">
                {(layers ?? [])
                  .filter((layer) => layer.group === group)
                  .map((layer) => (
                    <li>
                      <button
                        type="button"
                        aria-pressed={layer.id === chosen}
                        onClick={() => (store.set({ layer: layer.id }), close())}
                      >
                        {title(layer)}
                      </button>
                    </li>
                  ))}
              </ul>
            </>
          ))}
        </div>
      )}
    </Menu>
  );
}

/** Whole region or the part the plan changes most; pressing again goes back to the whole extent. */
export function ExtentSwitch() {
  const { store, camera } = useLab();
  const words = useWords().map;
  const extent = useLabState((state) => state.extent);
  const about = useLabState((state) => state.info?.about ?? null);
  const focus = about?.parts.find((part) => part.id === about.focus)?.name ?? "";
  const show = (next: "region" | "focus") => {
    camera.mode = next;
    store.set({ extent: next, framed: store.get().framed + 1 });
  };
  return (
    <div class="switch" role="group" aria-label={words.reset_view}>
      <button type="button" aria-pressed={extent === "region"} onClick={() => show("region")}>
        {words.region}
      </button>
      {focus && (
        <button type="button" aria-pressed={extent === "focus"} onClick={() => show("focus")}>
          {focus}
        </button>
      )}
    </div>
  );
}

export function MapKey() {
  const words = useWords().map;
  const map = useLabState((state) => state.scenario?.map ?? null);
  return (
    <Menu label="?" name={words.symbols} class="round key-button">
      {() => (
        <ul class="map-key note">
          {map?.approximate && <li>┄ {words.approximate}.</li>}
          {map?.edges.some((edge) => edge.kind === "boundary") && <li>━ {words.boundary}</li>}
          {map?.edges.some((edge) => edge.kind === "northern") && <li>╍ {words.edge_north}</li>}
          {map && map.crossings.length > 0 && <li>◇ {words.crossing}</li>}
          {map && map.lines.length > 0 && (
            <>
              <li>┅ {words.planned}.</li>
              <li>━ {words.fresh}.</li>
            </>
          )}
          <li>{words.no_data_key}</li>
          <li>{words.keys}</li>
        </ul>
      )}
    </Menu>
  );
}
