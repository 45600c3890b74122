// One view: its sentence, what stands beside the sentence, its body.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { QUIET } from "../announce";
import { useLab, useLabState } from "../lab";
import type { Span } from "../types";

export interface PageProps {
  /** The computed sentence that opens the view; a status underlines its span. */
  sentence: Span[];
  /** Language of the sentence where it is not the page's: sentences of a stored report. */
  lang?: string;
  /** What stands at the right of the sentence: legend, settings, notes. */
  aside?: ComponentChildren;
  children?: ComponentChildren;
}

export function Page({ sentence, lang, aside, children }: PageProps) {
  const { store } = useLab();
  const view = useLabState((state) => state.view);
  const text = sentence.map((span) => span.text).join("");
  // after the last change, once, and not while years play
  useEffect(() => {
    if (!text) return;
    const timer = setTimeout(() => !store.get().playing && store.set({ said: text }), QUIET);
    return () => clearTimeout(timer);
  }, [text, store]);
  return (
    <>
      <section class="sentence" id="sentence" tabIndex={-1}>
        <h1 lang={lang}>
          <Spans spans={sentence} />
        </h1>
        {aside && <div class="aside">{aside}</div>}
      </section>
      <div class={`body body-${view}`}>{children}</div>
    </>
  );
}

export function Spans({ spans }: { spans: Span[] }) {
  return (
    <>
      {spans.map((span) =>
        span.status ? <span class={`said ${span.status}`}>{span.text}</span> : span.text,
      )}
    </>
  );
}
