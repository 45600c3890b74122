// The centre of the jobs of the side that is planned: rebalancing is this mark climbing.
import { useLabState, useWords } from "../../lab";
import type { Box } from "../../labels";
import type { Look } from "../../map/camera";
import { useCamera } from "../../map/use-camera";
import { centreOf } from "../../section";
import type { State } from "../../store";
import type { Scenario } from "../../types";
import { fill } from "../../words";

/** Kilometres below which the centre has not moved. */
const STILL = 0.05;
const WORDS_WIDTH = 180;
const WORDS_HEIGHT = 40;

interface Centre {
  side: string;
  /** Drawing units down, in the first year and in the shown one. */
  before: number;
  now: number;
}

function centreNow(scenario: Scenario, year: number): Centre | null {
  const { section, map, about } = scenario;
  const side = about.parts.find((part) => part.id === about.focus)?.side ?? "";
  const index = Math.max(0, about.years.indexOf(year));
  const before = centreOf(section.b[0], map.zones, side);
  const now = centreOf(section.b[index], map.zones, side);
  const name = about.sides.find((one) => one.id === side)?.name ?? "";
  return before === null || now === null ? null : { side: name, before, now };
}

function down(look: Look, width: number, height: number, value: number): number {
  return height / 2 + (width / look.across) * (value - look.cy);
}

/** The box of the mark's words, so that names on the map stay clear of it. */
export function centreBox(state: State, look: Look, width: number, height: number): Box[] {
  const found = state.scenario ? centreNow(state.scenario, state.year) : null;
  if (!found) return [];
  const middle = (down(look, width, height, found.before) + down(look, width, height, found.now)) / 2;
  return [[width - WORDS_WIDTH - 30, middle - WORDS_HEIGHT / 2, width, middle + WORDS_HEIGHT / 2]];
}

export function CentreMark({ mapWidth, height }: { mapWidth: number; height: number }) {
  const words = useWords().plan;
  const scenario = useLabState((state) => state.scenario);
  const year = useLabState((state) => state.year);
  const look = useCamera();
  const found = scenario && mapWidth ? centreNow(scenario, year) : null;
  if (!found || !scenario) return null;
  const from = down(look, mapWidth, height, found.before);
  const to = down(look, mapWidth, height, found.now);
  if (to < 0 || to > height) return null;
  const km = Math.abs(found.before - found.now) / scenario.map.kilometre;
  const moved = found.before > found.now ? words.moved_north : words.moved_south;
  const said = fill(km < STILL ? words.not_moved : moved, {
    km: Number(km.toPrecision(2)),
    year: scenario.about.years[0] ?? "",
  });
  return (
    <div class="centre" style={{ top: `${Math.min(from, to)}px` }}>
      <Arrow length={Math.max(Math.abs(from - to), 1)} up={to <= from} />
      <span class="centre-words" style={{ top: `${Math.abs(from - to) / 2}px` }}>
        <b>{fill(words.centre, { side: found.side })}</b>
        <span>{said}</span>
      </span>
    </div>
  );
}

function Arrow({ length, up }: { length: number; up: boolean }) {
  const [start, end] = up ? [length, 0] : [0, length];
  return (
    <svg width="16" height={length + 8} viewBox={`-8 -4 16 ${length + 8}`} aria-hidden="true">
      <path class="from" d={`M-8 ${start}H8`} />
      <path class="shaft" d={`M0 ${start}V${end}`} />
      <path class="head" d={up ? "M0 -3l5 9h-10z" : `M0 ${length + 3}l5 -9h-10z`} />
    </svg>
  );
}
