// Playing the years: five a second, slower where motion is not wanted.
import type { Store } from "./store";

const STEP = 200;
const CALM_STEP = 800;

export function followPlay(store: Store): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  store.subscribe((changed, state) => {
    if (!changed.has("playing")) return;
    clearInterval(timer);
    document.documentElement.toggleAttribute("data-playing", state.playing);
    if (!state.playing) return;
    const years = state.scenario?.about.years ?? [];
    if (state.year === years[years.length - 1]) store.set({ year: years[0] ?? state.year });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    timer = setInterval(() => stepYear(store), calm ? CALM_STEP : STEP);
  });
}

function stepYear(store: Store): void {
  const { year, scenario } = store.get();
  const years = scenario?.about.years ?? [];
  const next = years[years.indexOf(year) + 1];
  if (next === undefined) store.set({ playing: false });
  else store.set({ year: next });
}
