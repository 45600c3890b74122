// How the numbers stand to the settings: one dot and a few words.
import { useEffect, useState } from "preact/hooks";
import { number } from "../format";
import { useLab, useLabState, useWords } from "../lab";
import type { State } from "../store";
import { fill, type Words } from "../words";

/** A recomputation is only mentioned when it takes longer than this (milliseconds). */
const PATIENCE = 300;

export function Status() {
  const { source } = useLab();
  const words = useWords().shell;
  const work = useLabState((state) => state.work);
  const scenario = useLabState((state) => state.scenario);
  const health = useLabState((state) => state.health);
  const lang = useLabState((state) => state.lang);
  const slow = useSlow(work === "working");
  const kind = work === "working" && !slow ? "ready" : work;
  const seconds = number(scenario?.seconds ?? null, lang);
  const said = source.live ? statusWords(words, kind, health, scenario, seconds) : words.stored;
  return (
    <span class={`status ${kind}`} title={said}>
      <i class="dot" aria-hidden="true" />
      <span class="status-words">{said}</span>
    </span>
  );
}

function statusWords(
  words: Words["shell"],
  kind: State["work"],
  health: State["health"],
  scenario: State["scenario"],
  seconds: string,
): string {
  switch (kind) {
    case "working":
      return words.working;
    case "away":
      return words.away;
    case "locked":
      return words.token;
    case "failed":
      return words.failed;
    case "loading":
      if (health && !health.ready) return fill(words.loading, { percent: Math.round(health.progress * 100) });
      return words.reading;
    default:
      return scenario ? fill(words.recomputed, { seconds }) : words.reading;
  }
}

function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!busy) return;
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [busy]);
  return slow && busy;
}
