// Signs of a verdict: form first, colour second. Filled circle with tick, hollow triangle, half disc.
import type { VerdictId } from "../types";

export function Glyph({ verdict, title }: { verdict: VerdictId; title?: string }) {
  return (
    <svg
      class={`glyph ${verdict}`}
      viewBox="0 0 16 16"
      role={title ? "img" : undefined}
      aria-hidden={title ? undefined : "true"}
      aria-label={title}
    >
      <Form verdict={verdict} />
    </svg>
  );
}

function Form({ verdict }: { verdict: VerdictId }) {
  switch (verdict) {
    case "meets":
      return (
        <>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path d="M4.6 8.2l2.3 2.4 4.4-4.8" class="tick" />
        </>
      );
    case "misses":
      return (
        <>
          <path
            d="M8 1.8L15 14H1z"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-linejoin="round"
          />
          <path d="M8 6.2v4M8 11.4v1" fill="none" stroke="currentColor" stroke-width="1.5" />
        </>
      );
    case "close":
      return (
        <>
          <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z" fill="currentColor" />
        </>
      );
    case "checking":
      return (
        <circle
          cx="8"
          cy="8"
          r="6.2"
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-dasharray="3 2.4"
        />
      );
    default:
      return <circle cx="8" cy="8" r="2" fill="currentColor" />;
  }
}
