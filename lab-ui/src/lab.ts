// What every part of the page reaches for: the store, the source of answers, the words.
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Engine } from "./engine";
import type { Camera } from "./map/camera";
import type { Source } from "./source";
import type { State, Store } from "./store";
import { wordsOf, type Words } from "./words";

export interface Lab {
  store: Store;
  source: Source;
  engine: Engine;
  /** What every map of the page looks at. */
  camera: Camera;
}

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error("The page is drawn outside its laboratory.");
  return lab;
}

/**
 * Returns what `pick` takes from the state, and draws again when that changes. `pick` must return a part of
 * the state or a plain value, not a new object each time.
 */
export function useLabState<T>(pick: (state: State) => T): T {
  const { store } = useLab();
  const picked = pick(store.get());
  const current = useRef({ pick, picked });
  current.current = { pick, picked };
  const [, redraw] = useState(0);
  useEffect(() => {
    const look = () => {
      const { pick: newest, picked: before } = current.current;
      if (!Object.is(newest(store.get()), before)) redraw((count) => count + 1);
    };
    look();
    return store.subscribe(look);
  }, [store]);
  return picked;
}

export function useWords(): Words {
  return wordsOf(useLabState((state) => state.lang));
}
