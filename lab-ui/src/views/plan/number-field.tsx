// The lever's number, to be typed: what is no number, or off the scale, is said and changes nothing.
import { useState } from "preact/hooks";
import { figure } from "../../format";
import { useLabState, useWords } from "../../lab";
import { onScale } from "../../levers";
import type { Lever } from "../../types";
import { unitWords } from "../../units";
import { fill } from "../../words";
import { leverText } from "./lever";

interface FieldProps {
  lever: Lever;
  value: number;
  disabled: boolean;
  move: (value: number) => void;
}

export function NumberField({ lever, value, disabled, move }: FieldProps) {
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const { factor } = unitWords(lever.unit, lang);
  const commit = () => {
    if (typed === null) return;
    const next = Number(typed.replace(/[,\s]/g, "")) / factor;
    setTyped(null);
    const known = typed.trim() !== "" && Number.isFinite(next) && next >= lever.low && next <= lever.high;
    const unit = lever.kind === "year" ? "year" : lever.unit;
    setWrong(
      known
        ? ""
        : fill(words.not_number, {
            low: figure(lever.low, unit, lang),
            high: figure(lever.high, unit, lang),
          }),
    );
    if (known) move(onScale(lever, next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape") setTyped(null);
  };
  const text = leverText(lever, value, lang);
  return (
    <>
      <input
        class="lever-number"
        type="text"
        inputMode="decimal"
        size={Math.max(3, text.length)}
        value={typed ?? text}
        disabled={disabled}
        aria-label={lever.name}
        aria-invalid={wrong !== ""}
        onFocus={(event) => {
          setTyped(String(Number((value * factor).toPrecision(12))));
          const field = event.currentTarget;
          requestAnimationFrame(() => field.select());
        }}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {wrong && (
        <span class="wrong" role="alert">
          {wrong}
        </span>
      )}
    </>
  );
}
