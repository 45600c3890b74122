// Long questions of these views: what was asked once in this visit is asked again by itself when the view opens.
import { useJob, type JobView } from "../../jobs";
import { useLabState } from "../../lab";
import type { JobKind } from "../../types";

const asked = new Set<string>();

export function useAsked<T>(kind: JobKind, options: Record<string, unknown> = {}): JobView<T> {
  const region = useLabState((state) => state.region);
  const a = useLabState((state) => state.a);
  const b = useLabState((state) => state.b);
  const key = JSON.stringify([kind, region, a, b, options]);
  const view = useJob<T>(kind, options, asked.has(key));
  return {
    ...view,
    start: () => {
      asked.add(key);
      view.start();
    },
    cancel: () => {
      asked.delete(key);
      view.cancel();
    },
  };
}
