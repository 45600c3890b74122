// A map inside the page: follows the state without drawing the page again.
import { useEffect, useRef } from "preact/hooks";
import { amount, figure } from "../format";
import { useLab, useLabState, useWords } from "../lab";
import type { Box } from "../labels";
import type { State } from "../store";
import type { Layer, Scenario, Value } from "../types";
import { unitName } from "../units";
import { wordsOf } from "../words";
import { showExtent } from "./frames";
import { insideBand } from "./inside";
import { ARROWS, firstZone, neighbour } from "./neighbour";
import { ZoneMap, type Shown } from "./zone-map";

export interface MapFrameProps {
  shown: Shown;
  /** Spoken name of the map. */
  label: string;
  /** Areas in pixels, from the map's size, that names leave free. */
  blocked?: (width: number, height: number) => Box[];
  onSize?: (width: number, height: number) => void;
}

export function MapFrame({ shown, label, blocked, onSize }: MapFrameProps) {
  const lab = useLab();
  const { store, camera } = lab;
  const words = useWords().map;
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<ZoneMap | null>(null);
  // outlines differ by region only; names also by language
  const geometry = useLabState((state) => geometryKey(state));

  useEffect(() => {
    const element = holder.current;
    const { scenario } = store.get();
    if (!element || !scenario) return;
    const made = new ZoneMap(
      scenario.map,
      shown,
      camera,
      { ...hooksOf(lab, shown), blocked: blocked ?? noneBlocked },
      scenario.about.focus,
    );
    map.current = made;
    element.append(made.svg);
    made.svg.addEventListener("keydown", (event) => onKey(event, lab, made));
    const size = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (!width || !height) return;
      const { extent, scenario: now } = store.get();
      if (now && camera.mode !== "free") showExtent(camera, now.map, extent, now.about.focus, width, height);
      made.resize(width, height);
      onSize?.(width, height);
    };
    const watch = new ResizeObserver(size);
    watch.observe(element);
    size();
    paint(made, store.get(), shown);
    made.choose(zoneIndex(store.get()));
    const off = store.subscribe((changed, state) => {
      if (changed.has("scenario") && state.scenario) made.setData(state.scenario.map);
      if (changed.has("hover") || changed.has("focus")) made.choose(zoneIndex(state));
      if ((changed.has("extent") || changed.has("framed")) && state.scenario)
        showExtent(
          camera,
          state.scenario.map,
          state.extent,
          state.scenario.about.focus,
          element.clientWidth,
          element.clientHeight,
        );
      if (PAINTS.some((key) => changed.has(key))) paint(made, state, shown);
    });
    return () => {
      off();
      watch.disconnect();
      made.remove();
      map.current = null;
    };
  }, [geometry, shown, lab]);

  useEffect(() => {
    map.current?.svg.setAttribute("aria-label", label);
    map.current?.svg.setAttribute("aria-roledescription", words.role);
  }, [label, words, geometry]);

  return <div class="map-holder" ref={holder} />;
}

const noneBlocked = (): Box[] => [];

const PAINTS: readonly (keyof State)[] = ["scenario", "year", "layer", "bands", "hideInside", "lang"];

function geometryKey({ scenario }: State): string {
  return scenario ? `${scenario.about.region_id} ${scenario.about.language}` : "";
}

export function layerOf(scenario: Scenario | null, id: string): Layer | null {
  return scenario?.layers.find((layer) => layer.id === id) ?? scenario?.layers[0] ?? null;
}

export function zoneIndex({ scenario, hover, focus }: State): number {
  const id = hover || focus;
  return id && scenario ? scenario.map.zones.findIndex((zone) => zone.id === id) : -1;
}

function paint(map: ZoneMap, state: State, shown: Shown): void {
  const { scenario, year, hideInside } = state;
  const layer = layerOf(scenario, state.layer);
  if (!scenario || !layer) return;
  const index = scenario.about.years.indexOf(year);
  const inside = shown === "d" ? insideBand(state, layer) : null;
  map.paint(layer, Math.max(index, 0), year, inside, hideInside);
}

function hooksOf({ store }: ReturnType<typeof useLab>, shown: Shown) {
  const idOf = (zone: number | null) =>
    zone === null ? "" : (store.get().scenario?.map.zones[zone]?.id ?? "");
  return {
    hover: (zone: number | null) => store.set({ hover: idOf(zone) }),
    pin: (zone: number | null) => {
      const id = idOf(zone);
      store.set({ focus: id === store.get().focus ? "" : id });
    },
    words: (zone: number, value: Value) => {
      const { scenario, layer: id, year, lang } = store.get();
      const layer = layerOf(scenario, id);
      const words = wordsOf(lang).map;
      const unit = layer ? `${unitName(layer.unit, lang)}, ${year}` : "";
      const text =
        value === null ? words.no_data : figure(value, layer?.unit ?? "", lang, { sign: shown === "d" });
      return { name: scenario?.map.zones[zone]?.name ?? "", value: text, unit };
    },
  };
}

function onKey(event: KeyboardEvent, { store }: ReturnType<typeof useLab>, map: ZoneMap): void {
  const { scenario, focus } = store.get();
  if (!scenario || event.ctrlKey || event.metaKey || event.altKey) return;
  const { zones } = scenario.map;
  const now = zoneIndex(store.get());
  const arrow = ARROWS[event.key];
  if (arrow) {
    const next = now < 0 ? firstZone(zones, scenario.about.focus) : neighbour(zones, now, ...arrow);
    store.set({ hover: zones[next]?.id ?? "", said: zoneSentence(store.get(), next, map) });
  } else if (event.key === "Enter") {
    const id = zones[now]?.id ?? "";
    store.set({ focus: id === focus ? "" : id });
  } else if (event.key === "Escape" && now >= 0) store.set({ hover: "", focus: "" });
  else if (event.key === "+" || event.key === "=") map.zoomBy(1.5);
  else if (event.key === "-") map.zoomBy(1 / 1.5);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function zoneSentence({ scenario, layer: id, year, lang }: State, zone: number, map: ZoneMap): string {
  const layer = layerOf(scenario, id);
  const value = map.valueOf(zone);
  const words = wordsOf(lang).map;
  const text =
    value === null ? words.no_data : amount(value, layer?.unit ?? "", lang, { sign: map.shown === "d" });
  return `${scenario?.map.zones[zone]?.name ?? ""}, ${year}: ${text}`;
}
