// What every part of the page reaches for: the store, the source of answers, the words.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Source } from "./source";
import type { State, Store } from "./store";
import { wordsOf, type Words } from "./words";

export interface Lab {
  store: Store;
  source: Source;
}

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error("The page is drawn outside its laboratory.");
  return lab;
}

/** Returns what `pick` takes from the state, and draws again when that changes. */
export function useLabState<T>(pick: (state: State) => T): T {
  const { store } = useLab();
  const [, redraw] = useState<T>(() => pick(store.get()));
  useEffect(() => {
    const look = () => redraw(() => pick(store.get()));
    look();
    return store.subscribe(look);
    // `pick` reads the state only, so the first one serves
  }, [store]);
  return pick(store.get());
}

export function useWords(): Words {
  return wordsOf(useLabState((state) => state.lang));
}
