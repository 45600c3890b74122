// One view: its sentence, what stands beside the sentence, its body.
import type { ComponentChildren } from "preact";
import type { Span } from "../types";

export interface PageProps {
  /** The computed sentence that opens the view; a status underlines its span. */
  sentence: Span[];
  /** What stands at the right of the sentence: legend, settings, notes. */
  aside?: ComponentChildren;
  children?: ComponentChildren;
}

export function Page({ sentence, aside, children }: PageProps) {
  return (
    <>
      <section class="sentence">
        <h1>
          <Spans spans={sentence} />
        </h1>
        {aside && <div class="aside">{aside}</div>}
      </section>
      <div class="body">{children}</div>
    </>
  );
}

export function Spans({ spans }: { spans: Span[] }) {
  return (
    <>
      {spans.map((span) => (span.status ? <span class={`said ${span.status}`}>{span.text}</span> : span.text))}
    </>
  );
}
