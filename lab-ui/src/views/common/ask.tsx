// A long question: its button, its progress, its failure.
import type { ComponentChildren } from "preact";
import type { JobView } from "../../jobs";
import { useWords } from "../../lab";
import type { Job } from "../../types";
import { fill } from "../../words";

export interface AskProps {
  job: JobView<unknown>;
  /** What the button says. */
  label: string;
  /** What is asked and how long it takes. */
  note?: string;
  /** Choices that go with the question. */
  children?: ComponentChildren;
}

/** Shows nothing but its choices once the answer is there. */
export function Ask({ job, label, note, children }: AskProps) {
  const words = useWords().asking;
  if (!job.possible) return <p class="ask note">{words.not_stored}</p>;
  const state = job.job?.state;
  if (state === "queued" || state === "running") return <Progress job={job} />;
  const ended = state === "cancelled" || state === "interrupted" || state === "failed";
  const trouble = job.error || (ended ? troubleOf(job.job) : "");
  return (
    <div class="ask">
      {ended && <p class="ask-state">{words[state]}</p>}
      {trouble && (
        <p class="ask-trouble" role="alert">
          {trouble}
        </p>
      )}
      {state !== "done" && note && <p class="note">{note}</p>}
      <div class="ask-row">
        {children}
        {state !== "done" && (
          <button type="button" class="ask-button" onClick={job.start}>
            {ended || job.error ? words.again : label}
          </button>
        )}
      </div>
    </div>
  );
}

/** What the server says of a job that ended without an answer: its error in full, else its last message. */
function troubleOf(ended: Job | null): string {
  const error = ended?.error;
  return error ? [error.what, error.remedy].filter(Boolean).join(". ") : (ended?.message ?? "");
}

function Progress({ job }: { job: JobView<unknown> }) {
  const words = useWords().asking;
  const share = Math.min(1, Math.max(0, job.job?.progress ?? 0));
  const percent = Math.round(share * 100);
  const waits = job.job?.state === "queued";
  return (
    <div class="ask" role="status">
      <p class="note">{waits ? words.queued : fill(words.working, { percent })}</p>
      <progress max={1} value={share} aria-label={fill(words.working, { percent })} />
      <div class="ask-row">
        <span class="note">{job.job?.message}</span>
        <button type="button" class="link" onClick={job.cancel}>
          {words.cancel}
        </button>
      </div>
    </div>
  );
}
