// The page's frame: header, warnings, goal strip, the view, the years, the why panel.
import { useEffect } from "preact/hooks";
import { LabContext, useLab, useLabState, useWords, type Lab } from "./lab";
import { Banners } from "./parts/banners";
import { Header } from "./parts/header";
import { Login } from "./parts/login";
import { PrintNote } from "./parts/print-note";
import { Strip } from "./parts/strip";
import { Timeline } from "./parts/timeline";
import { WhyPanel } from "./parts/why";
import type { ViewId } from "./types";
import { VIEWS } from "./views";

/** Views whose figures move with the year. */
const BY_YEAR: ReadonlySet<ViewId> = new Set(["plan", "compare", "innovation"]);

export function App({ lab }: { lab: Lab }) {
  return (
    <LabContext.Provider value={lab}>
      <Shell />
    </LabContext.Provider>
  );
}

function Shell() {
  const words = useWords();
  const view = useLabState((state) => state.view);
  const ready = useLabState((state) => state.scenario !== null);
  const locked = useLabState((state) => state.work === "locked");
  const region = useLabState((state) => state.info?.about.name ?? "");
  const View = VIEWS[view];
  useEffect(() => {
    document.title = [words.shell[`view_${view}`], region, "technopole"].filter(Boolean).join(" – ");
  }, [words, view, region]);
  return (
    <>
      <a class="skip" href="#sentence" onClick={skip}>
        {words.shell.skip}
      </a>
      <Header />
      <Banners />
      {view !== "plan" && <Strip />}
      <main class={`view view-${view}`}>{ready ? <View /> : locked ? <Login /> : <Loading />}</main>
      {ready && BY_YEAR.has(view) && <Timeline flags={view === "plan"} />}
      <PrintNote />
      <WhyPanel />
      <Live />
    </>
  );
}

/** The address is the scenario, so the skip link must not change it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("sentence")?.focus();
}

function Live() {
  const said = useLabState((state) => state.said);
  return (
    <p class="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}

function Loading() {
  const { source } = useLab();
  const words = useWords().shell;
  const health = useLabState((state) => state.health);
  const waiting = source.live && health && !health.ready;
  return (
    <div class="opening" role="status">
      <p>
        {waiting
          ? words.loading.replace("{percent}", String(Math.round(health.progress * 100)))
          : words.reading}
      </p>
      {waiting && <progress max={1} value={health.progress} />}
      {waiting && health.message && <p class="note">{health.message}</p>}
    </div>
  );
}
