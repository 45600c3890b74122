// The size of the fund: inside the tested range it runs, outside it asks first and marks what comes out.
import { useState } from "preact/hooks";
import { number } from "../../format";
import { useLabState, useWords } from "../../lab";
import { Glyph } from "../../parts/glyph";
import { fill } from "../../words";
import { currencyName } from "./names";
import { budgetOf, isExtrapolated, TAKEN, TESTED, type FundAnswer } from "./answer";

export interface SizeProps {
  answer: FundAnswer;
  /** Asks for budgets times this. */
  setSize: (times: number) => void;
  live: boolean;
}

export function Size({ answer, setSize, live }: SizeProps) {
  const words = useWords().fund;
  const lang = useLabState((state) => state.lang);
  const [wanted, setWanted] = useState<number | null>(null);
  const times = answer.size ?? 1;
  const unit = budgetOf(answer) / times;
  const shown = wanted ?? budgetOf(answer);
  const money = (value: number) => number(value, lang);
  const out = wanted !== null && (wanted < TESTED[0] * unit || wanted > TESTED[1] * unit);
  const take = (text: string) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value <= 0) return;
    const held = Math.min(Math.max(value / unit, TESTED[0]), TESTED[1]);
    const inside = Math.abs(held * unit - value) < 1e-9 * unit;
    setWanted(inside ? null : value);
    setSize(Number(held.toPrecision(6)));
  };
  const runnable = wanted !== null && wanted >= TAKEN[0] * unit && wanted <= TAKEN[1] * unit;
  const anyway = () => {
    if (wanted === null) return;
    setSize(Number((wanted / unit).toPrecision(6)));
    setWanted(null);
  };
  if (!(unit > 0)) return null;
  return (
    <div class={`fund-size ${out ? "out" : ""}`}>
      <label>
        <b>{fill(words.size, { currency: currencyName(answer, words, lang) })}</b>
        <input
          type="number"
          min={0}
          step="any"
          disabled={!live}
          aria-invalid={out}
          value={Number(shown.toPrecision(3))}
          onChange={(event) => take(event.currentTarget.value)}
        />
      </label>
      <p class="note">{times === 1 ? words.size_same : fill(words.size_note, { times: number(times, lang) })}</p>
      {out && (
        <div role="alert">
          <p class="size-trouble">
            <Glyph verdict="misses" />{" "}
            {fill(words.size_out, {
              low: money(TESTED[0] * unit),
              high: money(TESTED[1] * unit),
              used: money(budgetOf(answer)),
            })}
          </p>
          {runnable ? (
            <button type="button" class="link" onClick={anyway}>
              {fill(words.size_any, { size: money(shown) })}
            </button>
          ) : (
            <p class="note">{fill(words.size_taken, { low: money(TAKEN[0] * unit), high: money(TAKEN[1] * unit) })}</p>
          )}
        </div>
      )}
      {!out && isExtrapolated(answer) && (
        <p class="size-trouble">
          <Glyph verdict="misses" /> {Array.isArray(answer.extrapolated) ? answer.extrapolated.join(" ") : words.extrapolated}{" "}
          <button type="button" class="link" onClick={() => setSize(1)}>
            {fill(words.size_back, { size: money(unit) })}
          </button>
        </p>
      )}
    </div>
  );
}
