// On a phone the last-used lever stays at hand in a sheet at the bottom; the others open above it.
import { useEffect, useState } from "preact/hooks";
import { useLabState, useWords } from "../../lab";
import { changeCount, valuesOf } from "../../levers";
import { fill } from "../../words";
import { LeverControl } from "./lever";
import { changedWords, LeverHead, LeverList } from "./lever-panel";

export function Sheet() {
  const words = useWords().plan;
  const info = useLabState((state) => state.info);
  const a = useLabState((state) => state.a);
  const b = useLabState((state) => state.b);
  const current = useLabState((state) => state.lever);
  const [last, setLast] = useState("");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (current) setLast(current);
  }, [current]);
  if (!info?.levers.length) return null;
  const lever = info.levers.find((one) => one.id === last) ?? info.levers[0];
  if (!lever) return null;
  const valueA = a ? valuesOf(info, a)[lever.id] : undefined;
  const toMap = () => document.getElementById("plan-map")?.scrollIntoView({ behavior: "smooth" });
  return (
    <section class={open ? "sheet open" : "sheet"} aria-label={words.levers}>
      {open ? (
        <div class="sheet-levers">
          <LeverHead />
          <LeverList />
        </div>
      ) : (
        <LeverControl lever={lever} a={valueA} b={valuesOf(info, b)[lever.id] ?? lever.default} />
      )}
      <div class="sheet-actions">
        <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.fewer_levers : fill(words.all_levers, { changed: changedWords(changeCount(b), words) })}
        </button>
        <button type="button" class="link" onClick={toMap}>
          {words.to_map}
        </button>
      </div>
    </section>
  );
}
