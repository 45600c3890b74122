import { useEffect } from "preact/hooks";
import { useLab, useLabState } from "../../lab";
import type { Lever } from "../../types";

const REST = 250;

/** While a lever has the focus and the numbers rest, asks what its next step would do. */
export function usePreview(lever: Lever, active: boolean): void {
  const { store, source } = useLab();
  const work = useLabState((state) => state.work);
  const shown = useLabState((state) => state.shown);
  useEffect(() => {
    if (!active || work !== "ready" || !shown || !source.live) return;
    const control = new AbortController();
    const timer = setTimeout(() => {
      const { region, lang } = store.get();
      source.preview({ region, a: shown.a, b: shown.b, lang }, lever.id, control.signal).then(
        (preview) => store.get().lever === lever.id && store.set({ preview }),
        () => undefined, // a preview is an extra: without it no arrows are drawn
      );
    }, REST);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [active, work, shown, lever.id]);
}
