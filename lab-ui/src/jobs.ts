// Long questions (claims, values, programmes …): asked once, watched until they end.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useLab, useLabState } from "./lab";
import type { Job, JobKind } from "./types";

export interface JobView<T> {
  /** Null before it was asked. */
  job: Job | null;
  result: T | null;
  error: string;
  /** False on a stored page that does not carry this answer. */
  possible: boolean;
  start(): void;
  cancel(): void;
}

/**
 * Asks a job about the scenario shown. With `auto` it is asked at once and again when the scenario changes;
 * otherwise `start` asks. The result of an earlier scenario is dropped.
 */
export function useJob<T>(kind: JobKind, options: Record<string, unknown> = {}, auto = false): JobView<T> {
  const { source } = useLab();
  const region = useLabState((state) => state.region);
  const a = useLabState((state) => state.a);
  const b = useLabState((state) => state.b);
  const [job, setJob] = useState<Job | null>(null);
  const [error, setError] = useState("");
  const [possible, setPossible] = useState(true);
  const stop = useRef<() => void>(() => undefined);
  const key = JSON.stringify([kind, region, a, b, options]);

  const start = useCallback(() => {
    stop.current();
    setError("");
    let dropped = false;
    stop.current = () => (dropped = true);
    source.startJob({ kind, region, a, b, options }).then(
      (begun) => {
        if (dropped) return;
        setPossible(begun !== null);
        if (begun) stop.current = source.watchJob(begun.id, setJob);
      },
      (reason: unknown) => !dropped && setError(reason instanceof Error ? reason.message : String(reason)),
    );
    // the key stands for everything the question says
  }, [source, key]);

  useEffect(() => {
    setJob(null);
    setError("");
    if ((auto || !source.live) && region) start();
    return () => stop.current();
  }, [start, auto, source]);

  const cancel = useCallback(() => {
    if (job) void source.cancelJob(job.id);
  }, [source, job]);
  const result = job?.state === "done" ? ((job.result ?? null) as T | null) : null;
  return { job, result, error, possible, start, cancel };
}
