// The inputs behind a claim's figure, as the why panel reads them.
import { useEffect, useState } from "preact/hooks";
import { useLab, useLabState } from "../../lab";
import type { Why } from "../../types";
import { figureOf, type Claim } from "./result";

export interface Inputs {
  answer: Why | null;
  loading: boolean;
}

export function useInputs(claim: Claim): Inputs {
  const { source } = useLab();
  const region = useLabState((state) => state.region);
  const shown = useLabState((state) => state.shown);
  const lang = useLabState((state) => state.lang);
  const year = useLabState((state) => state.year);
  const [found, setFound] = useState<Inputs>({ answer: null, loading: false });
  const figure = figureOf(claim);
  useEffect(() => {
    if (!figure || !shown) {
      setFound({ answer: null, loading: false });
      return;
    }
    const control = new AbortController();
    setFound({ answer: null, loading: true });
    const question = { region, a: shown.a, b: shown.b, lang };
    source.why(question, { ...figure, year: claim.year ?? year }, control.signal).then(
      (answer) => !control.signal.aborted && setFound({ answer, loading: false }),
      () => !control.signal.aborted && setFound({ answer: null, loading: false }),
    );
    return () => control.abort();
    // the figure is told by the claim's own text
  }, [source, region, shown, lang, claim.figure, claim.year]);
  return found;
}
