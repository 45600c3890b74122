// What the plan costs the public, and the ceiling where there is one.
import { isKnown, short } from "../../format";
import { TARGET_AT } from "../../goals";
import { useLabState, useWords } from "../../lab";
import { Glyph } from "../../parts/glyph";
import { differenceOf } from "../../scale";
import type { Value } from "../../types";
import { fill } from "../../words";

/** Without a ceiling the longer bar ends here. */
const FULL = 0.92;

export function CostRow() {
  const words = useWords().plan;
  const lang = useLabState((state) => state.lang);
  const cost = useLabState((state) => state.scenario?.cost ?? null);
  const years = useLabState((state) => state.scenario?.about.years);
  if (!cost || !isKnown(cost.b)) return null;
  const [first, last] = [years?.[0] ?? "", years?.[years.length - 1] ?? ""];
  const { a, b, ceiling, unit } = cost;
  const share = scaleOf(a, b, ceiling);
  const under = isKnown(ceiling) ? ceiling - b : null;
  return (
    <li class="goal cost">
      <div class="goal-name">
        <b class="row-name">{words.cost}</b>
        <span class="note">{fill(words.cost_note, { first, last })}</span>
      </div>
      <div class="line bar-line">
        <i class="spent" style={{ width: `${share(b) * 100}%` }} />
        {isKnown(a) && <i class="dot a" style={{ left: `${share(a) * 100}%` }} />}
        {isKnown(ceiling) && (
          <>
            <i class="target" style={{ left: `${TARGET_AT * 100}%` }} />
            <span class="note ceiling" style={{ left: `${TARGET_AT * 100}%` }}>
              {fill(words.ceiling, { value: short(ceiling, unit, lang) })}
            </span>
          </>
        )}
      </div>
      <div class="goal-value">
        <span class="value">{short(b, unit, lang)}</span>
        <span class="change">{isKnown(a) ? short(differenceOf(b, a), unit, lang, { sign: true }) : ""}</span>
        {under !== null && (
          <span class={`verdict ${under >= 0 ? "meets" : "misses"}`}>
            <Glyph verdict={under >= 0 ? "meets" : "misses"} />
            {fill(under >= 0 ? words.under_by : words.over_by, { value: short(Math.abs(under), unit, lang) })}
          </span>
        )}
      </div>
    </li>
  );
}

/** The ceiling stands on the target line; sums beyond the axis end at its end. */
function scaleOf(a: Value, b: number, ceiling: Value): (value: number) => number {
  const unit = isKnown(ceiling) ? ceiling / TARGET_AT : Math.max(b, a ?? 0, 1e-12) / FULL;
  return (value) => Math.min(1, Math.max(0, value / unit));
}
