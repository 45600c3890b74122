// On a phone the last-used lever stays at hand in a sheet at the bottom; the others open above it.
import { useEffect, useState } from "preact/hooks";
import { useLabState, useWords } from "../../lab";
import { changeCount, valuesOf } from "../../levers";
import { fill, type Words } from "../../words";
import { LeverControl } from "./lever";
import { changedWords, LeverHead, LeverList } from "./lever-panel";

function allWords(count: number, words: Words["plan"]): string {
  return count ? fill(words.all_levers, { changed: changedWords(count, words) }) : words.every_lever;
}

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
  const valueA = valuesOf(info, a)[lever.id];
  const toMap = () => document.getElementById("plan-map")?.scrollIntoView({ behavior: "smooth" });
  return (
    <section class={open ? "sheet open" : "sheet"} aria-label={words.levers}>
      {open ? (
        <div class="sheet-levers">
          <LeverHead />
          <LeverList />
        </div>
      ) : (
        <LeverControl lever={lever} a={valueA} b={valuesOf(info, b)[lever.id] ?? lever.low} />
      )}
      <div class="sheet-actions">
        <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.fewer_levers : allWords(changeCount(b), words)}
        </button>
        <button type="button" class="link" onClick={toMap}>
          {words.to_map}
        </button>
      </div>
    </section>
  );
}
