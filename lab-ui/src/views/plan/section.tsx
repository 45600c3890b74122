// The section beside the map, on the map's own latitude: jobs as bars, working residents as ticks.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { number } from "../../format";
import { shortName } from "../../labels";
import { useLabState, useWords } from "../../lab";
import { useCamera } from "../../map/use-camera";
import { DataTable } from "../../parts/table";
import { sectionView, spread, type SectionView } from "../../section";
import type { Part, Scenario } from "../../types";

const BAND = 37;
const HEAD = 46;
const LABEL_GAP = 20;
const PAD = 26;

/** Place of a drawing unit down in pixels. */
export type Down = (y: number) => number;

export function Section({ mapWidth, height }: { mapWidth: number; height: number }) {
  const words = useWords().plan;
  const scenario = useLabState((state) => state.scenario);
  const tables = useLabState((state) => state.tables);
  const year = useLabState((state) => state.year);
  const [holder, width] = useWidth();
  const look = useCamera();
  const k = mapWidth / look.across;
  const y: Down = (value) => height / 2 + k * (value - look.cy);
  return (
    <div class="section" ref={holder}>
      {!tables && (
        <div class="section-title">
          <b>{words.section}</b>
          <span class="note">{words.section_tick}</span>
        </div>
      )}
      {tables && scenario && <SectionTable scenario={scenario} year={year} />}
      {!tables && scenario && width > 0 && height > 0 && mapWidth > 0 && (
        <Profile scenario={scenario} year={year} width={width} height={height} y={y} />
      )}
    </div>
  );
}

interface ProfileProps {
  scenario: Scenario;
  year: number;
  width: number;
  height: number;
  y: Down;
}

function Profile({ scenario, year, width, height, y }: ProfileProps) {
  const words = useWords().plan;
  const { section, map, about } = scenario;
  const index = Math.max(0, about.years.indexOf(year));
  const count = Math.max(1, Math.floor((height - HEAD) / BAND));
  const top = height - count * BAND;
  const rows = map.zones.map((zone) => {
    const row = Math.floor((y(zone.y) - top) / BAND);
    return row >= 0 && row < count ? row : -1;
  });
  const key = rows.join(" ");
  const view = useMemo(
    () => sectionView(section, map.zones, about.parts, rows, count, index),
    [section, key, count, index],
  );
  const x = (value: number) => (value / view.most) * (width - PAD);
  return (
    <svg
      class="profile"
      width={width}
      height={height}
      role="img"
      aria-label={`${words.section}, ${year}. ${words.section_tick}`}
    >
      <path class="axis" d={`M0.5 0V${height}`} />
      {view.bands.map((band, row) => (
        <g>
          <Bars parts={about.parts} values={band.parts} x={x} top={top + row * BAND} />
          {band.jobsA !== null && band.jobsA > 0 && (
            <path class="bar-a" d={`M${x(band.jobsA)} ${top + row * BAND + 1}v${BAND - 3}`} />
          )}
          {band.workers > 0 && (
            <path class="tick" d={`M${x(band.workers)} ${top + row * BAND + 8}v${BAND - 17}`} />
          )}
        </g>
      ))}
      <PartNames parts={about.parts} view={view} top={top} width={width} />
    </svg>
  );
}

function Bars({
  parts,
  values,
  x,
  top,
}: {
  parts: Part[];
  values: number[];
  x: (value: number) => number;
  top: number;
}) {
  let from = 0;
  return (
    <>
      {parts.map((part, index) => {
        const value = values[index] ?? 0;
        const left = x(from);
        from += value;
        if (value <= 0) return null;
        return (
          <rect
            class={`bar tone${part.tone}`}
            x={left}
            y={top + 1}
            width={Math.max(0.6, x(from) - left)}
            height={BAND - 2}
          />
        );
      })}
    </>
  );
}

/** Each part's name at the middle of its bands, at the right. */
function PartNames({
  parts,
  view,
  top,
  width,
}: {
  parts: Part[];
  view: SectionView;
  top: number;
  width: number;
}) {
  const shown = parts.flatMap((part, index) => {
    let [total, weighted] = [0, 0];
    view.bands.forEach((band, row) => {
      total += band.parts[index] ?? 0;
      weighted += (band.parts[index] ?? 0) * row;
    });
    return total > 0 ? [{ part, at: top + (weighted / total + 0.5) * BAND }] : [];
  });
  const places = spread(
    shown.map((one) => one.at),
    LABEL_GAP,
  );
  return (
    <>
      {shown.map(({ part }, index) => (
        <text class={`part tone${part.tone}`} x={width - 4} y={(places[index] ?? 0) + 4} text-anchor="end">
          {shortName(part.name)}
        </text>
      ))}
    </>
  );
}

function SectionTable({ scenario, year }: { scenario: Scenario; year: number }) {
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const { section, map, about } = scenario;
  const index = Math.max(0, about.years.indexOf(year));
  const south = Math.max(...map.zones.map((zone) => zone.y));
  const order = map.zones
    .map((_, zone) => zone)
    .sort((one, other) => (map.zones[one]?.y ?? 0) - (map.zones[other]?.y ?? 0));
  const rows = order.map((zone) => [
    map.zones[zone]?.name ?? "",
    number((south - (map.zones[zone]?.y ?? 0)) / map.kilometre, lang),
    number(section.a?.[index]?.[zone], lang),
    number(section.b[index]?.[zone], lang),
    number(section.workers[index]?.[zone], lang),
  ]);
  const heads = [words.band, words.km, words.jobs_a, words.jobs_b, words.workers_b];
  return <DataTable caption={`${words.section}, ${year}`} heads={heads} rows={rows} lang={about.language} />;
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return [element, width] as const;
}
