// Compare: what does B change? Three maps on one camera, and the steps from A to B.
import { useMemo, useState } from "preact/hooks";
import { useLab, useLabState, useWords } from "../../lab";
import { ExtentSwitch, LayerMenu, MapKey } from "../../map/layer-menu";
import { Legend, useLayerTitle } from "../../map/legend";
import { layerOf, MapFrame } from "../../map/map-frame";
import { insideBand } from "../../map/inside";
import { zoneTable } from "../../map/zone-table";
import type { Shown } from "../../map/zone-map";
import { Page } from "../../parts/page";
import { Twin } from "../../parts/table";
import { useNarrow } from "../../parts/use-narrow";
import type { Layer } from "../../types";
import { fill } from "../../words";
import { compareSentence } from "./sentence";
import { StepsChart } from "./steps";

const MAPS: readonly Shown[] = ["a", "b", "d"];
const SIGNS: Record<Shown, string> = { a: "A", b: "B", d: "B − A" };

export function Compare() {
  const { store } = useLab();
  const words = useWords();
  const scenario = useLabState((state) => state.scenario);
  const year = useLabState((state) => state.year);
  const lang = useLabState((state) => state.lang);
  const id = useLabState((state) => state.layer);
  const [single, setSingle] = useState<Shown>("d");
  const sentence = useMemo(
    () => (scenario ? compareSentence(scenario, year, lang) : []),
    [scenario, year, lang],
  );
  const layer = layerOf(scenario, id);
  if (!scenario || !layer) return null;
  if (!scenario.about.a) return <Page sentence={[{ text: words.compare.choose_baseline, status: "" }]} />;
  return (
    <Page sentence={sentence} aside={<Aside />}>
      <Switch single={single} choose={setSingle} />
      <Twin class="compare-maps" table={() => zoneTable(store.get())}>
        <div class="three" data-single={single}>
          {MAPS.map((shown) => (
            <Figure key={shown} shown={shown} layer={layer} />
          ))}
        </div>
      </Twin>
      <StepsChart />
    </Page>
  );
}

/** On a phone: one map, three buttons. */
function Switch({ single, choose }: { single: Shown; choose: (shown: Shown) => void }) {
  const words = useWords().compare;
  if (!useNarrow()) return null;
  return (
    <>
      <Tools />
      <div class="switch one-map" role="group" aria-label={words.show}>
        {MAPS.map((shown) => (
          <button type="button" aria-pressed={shown === single} onClick={() => choose(shown)}>
            {SIGNS[shown]}
          </button>
        ))}
      </div>
    </>
  );
}

function Tools() {
  return (
    <span class="compare-tools">
      <LayerMenu /> <ExtentSwitch /> <MapKey />
    </span>
  );
}

function Figure({ shown, layer }: { shown: Shown; layer: Layer }) {
  const words = useWords().compare;
  const year = useLabState((state) => state.year);
  const a = useLabState((state) => state.aName || (state.scenario?.about.a?.name ?? ""));
  const b = useLabState((state) => state.bName || (state.scenario?.about.b.name ?? ""));
  const [width, setWidth] = useState(0);
  const title = useLayerTitle();
  const name = shown === "a" ? a : shown === "b" ? b : words.difference;
  const label = fill(words.map_name, { layer: title(layer), plan: `${SIGNS[shown]} ${name}`, year });
  return (
    <figure class={`compare-map map-${shown}`}>
      <figcaption>
        <b class="big">{SIGNS[shown]}</b> <span>{name}</span>
      </figcaption>
      <div class="compare-frame">
        <MapFrame shown={shown} label={label} onSize={(across) => setWidth(across)} />
      </div>
      <Below shown={shown} layer={layer} width={width} />
    </figure>
  );
}

/** One scale under A for A and B, words under B, the scale of differences under B − A. */
function Below({ shown, layer, width }: { shown: Shown; layer: Layer; width: number }) {
  const words = useWords();
  const title = useLayerTitle();
  if (shown === "b")
    return (
      <div class="below words">
        <BandNote />
        <Tools />
      </div>
    );
  return (
    <div class="below">
      {shown === "a" ? (
        <p class="note">
          {title(layer)}
          {words.compare.stop}
          {words.compare.one_scale}
        </p>
      ) : (
        <p class="note ends">
          <span>◀ {words.map.fewer}</span>
          <span>{words.map.more} ▶</span>
        </p>
      )}
      <Legend layer={layer} difference={shown === "d"} width={width} />
    </div>
  );
}

function BandNote() {
  const words = useWords().compare;
  const known = useLabState((state) => {
    const layer = layerOf(state.scenario, state.layer);
    return layer !== null && insideBand(state, layer) !== null;
  });
  const { engine, source } = useLab();
  const checking = useLabState((state) => state.checking);
  const ready = useLabState((state) => state.work === "ready");
  const asked = useLabState((state) => state.bandsLayer === state.layer && state.bands !== null);
  const band = known ? words.hatching : checking ? words.band_pending : asked ? words.no_band : "";
  return (
    <span class="note">
      {words.fixed} {band}
      {!band && source.live && ready && (
        <button type="button" class="link note" onClick={() => engine.askBands()}>
          {words.ask_band}
        </button>
      )}
    </span>
  );
}

function Aside() {
  const { store } = useLab();
  const words = useWords().compare;
  const hidden = useLabState((state) => state.hideInside);
  const [before, after] = words.press_d.split("{key}");
  return (
    <p class="note">
      {words.moving}
      <br />
      {before}
      <button
        type="button"
        class="key-d"
        aria-pressed={hidden}
        aria-label={words.hide_inside}
        onClick={() => store.set({ hideInside: !hidden })}
      >
        D
      </button>
      {after}
    </p>
  );
}
