// The levers of plan B by group. On narrow screens they open over the map.
import { useState } from "preact/hooks";
import { useLab, useLabState, useWords } from "../../lab";
import { changeCount, leverGroups, valuesOf, type LeverGroup } from "../../levers";
import type { LeverValues } from "../../types";
import { fill, type Words } from "../../words";
import { LeverControl } from "./lever";

/** Groups of more than this many levers in one unit are drawn one line each. */
const MANY = 3;

export function LeverPanel() {
  const words = useWords().plan;
  const b = useLabState((state) => state.b);
  const [open, setOpen] = useState(false);
  return (
    <section class={open ? "levers open" : "levers"} aria-label={words.levers}>
      <button type="button" class="levers-tab" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{changedWords(changeCount(b), words)}</span>
      </button>
      <div class="levers-inside">
        <LeverHead />
        <LeverList />
      </div>
    </section>
  );
}

export function changedWords(count: number, words: Words["plan"]): string {
  if (!count) return words.unchanged;
  return count === 1 ? words.changed_one : fill(words.changed_many, { count });
}

export function LeverHead() {
  const { engine, source } = useLab();
  const words = useWords().plan;
  const count = useLabState((state) => changeCount(state.b));
  const ready = useLabState((state) => state.health?.ready ?? false);
  return (
    <>
      <div class="levers-head">
        <h2>{words.levers}</h2>
        {count > 0 && source.live && (
          <button type="button" class="link" onClick={() => engine.resetAll()}>
            {count === 1 ? words.reset_one : fill(words.reset_many, { count })}
          </button>
        )}
      </div>
      {!source.live ? <p class="note">{words.no_engine}</p> : !ready && <p class="note">{words.not_ready}</p>}
    </>
  );
}

export function LeverList() {
  const info = useLabState((state) => state.info);
  const a = useLabState((state) => state.a);
  const b = useLabState((state) => state.b);
  if (!info) return null;
  const [valuesA, valuesB] = [valuesOf(info, a), valuesOf(info, b)];
  return (
    <>
      {leverGroups(info.levers).map((group) => (
        <Group key={group.id} group={group} valuesA={valuesA} valuesB={valuesB} />
      ))}
    </>
  );
}

function Group({
  group,
  valuesA,
  valuesB,
}: {
  group: LeverGroup;
  valuesA: LeverValues;
  valuesB: LeverValues;
}) {
  const percent = group.levers.filter((lever) => lever.unit === "%" && lever.kind === "range");
  return (
    <fieldset class="lever-group">
      <legend>{group.name}</legend>
      {group.levers.map((lever) => (
        <LeverControl
          key={lever.id}
          lever={lever}
          a={valuesA[lever.id]}
          b={valuesB[lever.id] ?? lever.low}
          small={percent.length >= MANY && percent.includes(lever)}
        />
      ))}
    </fieldset>
  );
}
