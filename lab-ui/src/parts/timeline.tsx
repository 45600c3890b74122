// The years: play, drag, flags of what opens and arrows of dates that moved.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { eventsIn, flagEvents, type FlagEvent } from "../events";
import { flagRows } from "../labels";
import { useLab, useLabState, useWords } from "../lab";
import { fill, type Words } from "../words";

const THUMB = 20;
const EVERY = 5;
const NARROW = 520;

export function Timeline({ flags = true }: { flags?: boolean }) {
  const { store } = useLab();
  const words = useWords().shell;
  const year = useLabState((state) => state.year);
  const playing = useLabState((state) => state.playing);
  const years = useLabState((state) => state.info?.about.years);
  const [track, width] = useWidth();
  if (!years?.length) return null;
  const [first, last] = [years[0] ?? 0, years[years.length - 1] ?? 0];
  const at = (one: number) => THUMB / 2 + ((one - first) / Math.max(1, last - first)) * (width - THUMB);
  return (
    <section class={flags ? "timeline" : "timeline low"} aria-label={words.year}>
      <button
        type="button"
        class="play"
        aria-label={playing ? words.pause : words.play}
        aria-pressed={playing}
        onClick={() => store.set({ playing: !playing })}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          {playing ? <path d="M5 4h4v12H5zM11 4h4v12h-4z" /> : <path d="M6 3.5l11 6.5-11 6.5z" />}
        </svg>
      </button>
      <output class="year">{year}</output>
      <div class="track" ref={track}>
        {flags && width > NARROW && <Flags at={at} width={width} />}
        <input
          type="range"
          min={first}
          max={last}
          step={1}
          value={year}
          aria-label={words.year}
          aria-valuetext={String(year)}
          style={{ "--done": `${(100 * (year - first)) / Math.max(1, last - first)}%` }}
          onInput={(event) => store.set({ playing: false, year: Number(event.currentTarget.value) })}
        />
        <div class="ticks" aria-hidden="true">
          {years
            .filter((one) => (one - first) % (width < NARROW ? 2 * EVERY : EVERY) === 0)
            .map((one) => (
              <span style={{ left: `${at(one)}px` }}>{one}</span>
            ))}
        </div>
      </div>
    </section>
  );
}

function Flags({ at, width }: { at: (year: number) => number; width: number }) {
  const words = useWords().shell;
  const events = useLabState((state) => state.scenario?.events);
  const dataLang = useLabState((state) => state.scenario?.about.language);
  const year = useLabState((state) => state.year);
  const flags = useMemo(() => flagEvents(events ?? []), [events]);
  const placed = useMemo(
    () =>
      flagRows(
        flags.map((flag) => ({ ...flag, x: at(flag.year), title: titleOf(flag, words) })),
        width,
        2,
      ),
    [flags, width, words],
  );
  const said = events
    ? eventsIn(events, year)
        .map((event) => event.text)
        .join(words.semicolon)
    : "";
  return (
    <div class="flags" lang={dataLang} title={said}>
      {flags.map((flag, index) => {
        const place = placed[index];
        const moved = flag.yearInA !== null;
        const height = place ? (place.row === 0 ? 34 : 16) : 6;
        return (
          <>
            <i
              class={moved ? "pole moved" : "pole"}
              style={{ left: `${at(flag.year)}px`, height: `${height}px` }}
            />
            {flag.yearInA !== null && (
              <Moved from={at(flag.yearInA)} to={at(flag.year)} row={place?.row ?? 1} />
            )}
            {place && (
              <span
                class={`flag${moved ? " moved" : ""}${flag.year === year ? " now" : ""}`}
                style={{ left: `${place.left}px`, top: `${place.row * 18}px` }}
                title={fill(words.in_year, { year: flag.year, text: flag.text })}
              >
                {titleOf(flag, words)}
              </span>
            )}
          </>
        );
      })}
    </div>
  );
}

/** From the year in A to the year in B, under the flag's words. */
function Moved({ from, to, row }: { from: number; to: number; row: number }) {
  const [left, length] = [Math.min(from, to), Math.abs(to - from)];
  const head = to < from ? "M6 1L1 5L6 9" : `M${length - 6} 1L${length - 1} 5L${length - 6} 9`;
  return (
    <svg
      class="moved-arrow"
      width={Math.max(length, 1)}
      height="10"
      style={{ left: `${left}px`, top: `${16 + row * 18}px` }}
      aria-hidden="true"
    >
      <path d={`M0 5H${length}`} />
      <path d={head} />
      <path d={to < from ? `M${length} 0V10` : "M0 0V10"} />
    </svg>
  );
}

function titleOf(flag: FlagEvent, words: Words["shell"]): string {
  if (flag.yearInA === null) return flag.title;
  const gap = Math.abs(flag.year - flag.yearInA);
  const years = gap === 1 ? words.one_year : fill(words.n_years, { n: gap });
  return fill(flag.year < flag.yearInA ? words.earlier : words.later, { title: flag.title, years });
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element.current]);
  return [element, width] as const;
}
