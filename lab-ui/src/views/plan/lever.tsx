// One lever: a native slider, its number, a tick at A, and a fill from A to B.
import { useEffect, useId, useState } from "preact/hooks";
import { figure, short } from "../../format";
import { useLab, useLabState, useWords } from "../../lab";
import { onScale } from "../../levers";
import type { Lang, Lever, LeverValue } from "../../types";
import { unitName, unitWords } from "../../units";
import { fill } from "../../words";
import { NumberField } from "./number-field";
import { usePreview } from "./use-preview";

const TEN_STEPS: Record<string, number> = { PageUp: 10, PageDown: -10 };

export interface LeverProps {
  lever: Lever;
  /** Value in A; undefined without a baseline. */
  a: LeverValue | undefined;
  b: LeverValue;
  /** One line instead of two. */
  small?: boolean;
}

export function LeverControl(props: LeverProps) {
  return props.lever.kind === "choice" ? <Choices {...props} /> : <Slider {...props} />;
}

/** "20 min", "400,000", "HK$ 32 bn", "320 億港元", "2032". */
export function leverText(lever: Lever, value: LeverValue | undefined, lang: Lang): string {
  if (value === undefined) return "–";
  if (value === lever.absent?.value) return lever.absent.name;
  if (typeof value === "string") return lever.choices?.find((one) => one.id === value)?.name ?? value;
  if (lever.kind === "year") return String(value);
  const text = short(value, lever.unit, lang);
  const words = unitWords(lever.unit, lang);
  const scale = /^ (bn|million|m)\b/.exec(words.after);
  if (scale) return text + scale[0];
  // money loses its "a year" and counted things their word: the lever's name says both
  const bare = words.percent || words.before || words.money || COUNTED.has(lever.unit) || !words.after;
  return bare ? text : `${text} ${unitName(lever.unit, lang)}`;
}

const COUNTED: ReadonlySet<string> = new Set([
  "people",
  "persons",
  "jobs",
  "homes",
  "workers",
  "人",
  "個職位",
  "个岗位",
]);

function useDisabled(): boolean {
  const { source } = useLab();
  const ready = useLabState((state) => state.health?.ready ?? false);
  return !source.live || !ready;
}

function Slider({ lever, a, b, small }: LeverProps) {
  const { engine, store } = useLab();
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const waiting = useLabState((state) => state.untested[lever.id]);
  const focused = useLabState((state) => state.lever === lever.id);
  const disabled = useDisabled();
  const id = useId();
  usePreview(lever, focused && !disabled);
  const value = waiting ?? (typeof b === "number" ? b : lever.low);
  const before = typeof a === "number" ? a : null;
  const move = (next: number) => engine.setLever(lever, onScale(lever, next), lever.id);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = TEN_STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    move(value + steps * lever.step);
  };
  const now = leverText(lever, value, lang);
  const spoken =
    before === null || before === value
      ? before === null
        ? now
        : fill(words.same_as_a, { value: now })
      : fill(words.was, { value: now, before: leverText(lever, before, lang) });
  return (
    <div
      class={`lever${small ? " small" : ""}${focused ? " focused" : ""}${waiting !== undefined ? " untested" : ""}${before !== null && before !== value ? " changed" : ""}`}
    >
      <label for={id} title={lever.note || lever.name}>
        {lever.name}
      </label>
      <div class="lever-value">
        {!small && before !== null && before !== value && (
          <span class="before">
            {before === lever.absent?.value
              ? "–"
              : figure(before, lever.kind === "year" ? "year" : lever.unit, lang)}{" "}
            <span aria-hidden="true">→</span>{" "}
          </span>
        )}
        <NumberField
          lever={lever}
          value={value}
          disabled={disabled}
          move={(next) => engine.setLever(lever, next)}
        />
      </div>
      <div class="lever-track" style={trackStyle(lever, before, value)}>
        {before !== null && <i class="was" />}
        <input
          id={id}
          type="range"
          min={lever.low}
          max={lever.high}
          step={lever.step > 0 ? lever.step : "any"}
          value={value}
          disabled={disabled}
          aria-valuetext={spoken}
          onInput={(event) => move(Number(event.currentTarget.value))}
          onChange={() => engine.release()}
          onKeyDown={onKeyDown}
          onFocus={() => store.set({ lever: lever.id })}
          onBlur={() => store.set({ lever: "", preview: null })}
          onDblClick={() => before !== null && engine.setLever(lever, before)}
        />
      </div>
      {waiting !== undefined && <Untested lever={lever} value={waiting} used={b} />}
      {focused && !small && <PreviewNote lever={lever} />}
    </div>
  );
}

/** Where A and B stand on the track, as shares the style sheet draws with. */
function trackStyle(lever: Lever, a: number | null, b: number): Record<string, string> {
  const share = (value: number) => {
    const span = lever.high - lever.low || 1;
    return Math.min(1, Math.max(0, (value - lever.low) / span));
  };
  const from = share(a ?? b);
  const to = share(b);
  return { "--a": String(from), "--from": String(Math.min(from, to)), "--to": String(Math.max(from, to)) };
}

function Untested({ lever, value, used }: { lever: Lever; value: number; used: LeverValue }) {
  const { engine } = useLab();
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const text = (one: number) => figure(one, lever.kind === "year" ? "year" : lever.unit, lang);
  const said = fill(words.untested, {
    low: text(lever.tested_low),
    high: text(lever.tested_high),
    used: typeof used === "number" ? text(used) : used,
  });
  return (
    <p class="untested-note" role="alert">
      {said}{" "}
      <button type="button" class="link" onClick={() => engine.runUntested(lever)}>
        {fill(words.run_anyway, { value: text(value) })}
      </button>
    </p>
  );
}

function PreviewNote({ lever }: { lever: Lever }) {
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const preview = useLabState((state) => (state.preview?.lever === lever.id ? state.preview : null));
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(preview !== null && preview.effects.length > 0), [preview]);
  if (!shown || !preview) return null;
  return <p class="note">{fill(words.preview, { next: leverText(lever, preview.next, lang) })}</p>;
}

function Choices({ lever, a, b }: LeverProps) {
  const { engine } = useLab();
  const disabled = useDisabled();
  const id = useId();
  return (
    <div class="lever choosing">
      <span id={id} title={lever.note || lever.name}>
        {lever.name}
      </span>
      <div class="switch small" role="group" aria-labelledby={id}>
        {(lever.choices ?? []).map((choice) => (
          <button
            type="button"
            disabled={disabled}
            aria-pressed={choice.id === b}
            class={choice.id === a ? "was" : undefined}
            onClick={() => engine.setLever(lever, choice.id)}
          >
            {choice.name}
          </button>
        ))}
      </div>
    </div>
  );
}
