// What must be known before any number is read: no solution, refused settings, extrapolation, old links.
import type { ComponentChildren } from "preact";
import { useLab, useLabState, useWords } from "../lab";
import { valuesOf } from "../levers";
import { differences } from "../scenario";
import { list } from "../format";
import { fill } from "../words";
import { Glyph } from "./glyph";

export function Banners() {
  return (
    <div class="banners">
      <Rejected />
      <Refused />
      <Away />
      <Earlier />
      <OldLink />
      <UnknownKeys />
      <Extrapolated />
      <Warnings />
    </div>
  );
}

function Banner({ children, mild }: { children: ComponentChildren; mild?: boolean }) {
  return (
    <div class={mild ? "banner mild" : "banner"} role={mild ? "status" : "alert"}>
      <Glyph verdict="misses" />
      <div>{children}</div>
    </div>
  );
}

/** The model did not settle: say for which lever, keep the last valid run, offer the way back. */
function Rejected() {
  const { store, engine } = useLab();
  const words = useWords().shell;
  const rejected = useLabState((state) => state.rejected);
  const shown = useLabState((state) => state.shown);
  const info = useLabState((state) => state.info);
  if (!rejected || !shown) return null;
  const [before, after] = info ? [valuesOf(info, shown.b), valuesOf(info, rejected.b)] : [{}, {}];
  const changed = differences(shown.b, rejected.b).map(({ lever }) => {
    const known = info?.levers.find((one) => one.id === lever);
    return { name: known?.name ?? lever, unit: known?.unit ?? "", to: after[lever], from: before[lever] };
  });
  const what = list(
    changed.map((one) => `${one.name} ${one.to ?? "–"} ${one.unit}`.trim()),
    store.get().lang,
  );
  const back = list(
    changed.map((one) => `${one.from ?? "–"} ${one.unit}`.trim()),
    store.get().lang,
  );
  return (
    <Banner>
      <b>{fill(words.not_settled, { what: what || rejected.b })}</b>{" "}
      {back ? fill(words.last_valid_run, { back }) : words.last_valid}
      <span class="actions">
        <button type="button" class="link" onClick={() => engine.setB(shown.b)}>
          {words.go_back}
        </button>
        <details>
          <summary>{words.why_not}</summary>
          {rejected.failure}
        </details>
      </span>
    </Banner>
  );
}

/** The server refused the question and says why. */
function Refused() {
  const failure = useLabState((state) => state.failure);
  const { engine } = useLab();
  const words = useWords().shell;
  const shown = useLabState((state) => state.shown);
  if (!failure) return null;
  return (
    <Banner>
      <b>{failure.what}</b> {failure.which} {failure.remedy}
      {shown && (
        <span class="actions">
          <button type="button" class="link" onClick={() => engine.setB(shown.b)}>
            {words.go_back}
          </button>
        </span>
      )}
    </Banner>
  );
}

function Away() {
  const words = useWords().shell;
  const away = useLabState((state) => state.work === "away");
  return away ? <Banner>{words.away_long}</Banner> : null;
}

function Earlier() {
  const words = useWords().shell;
  const earlier = useLabState((state) => state.earlier);
  return earlier ? <Banner mild>{words.earlier_results}</Banner> : null;
}

/** A link made with another version of the model: these are numbers of this one. */
function OldLink() {
  const { store } = useLab();
  const words = useWords().shell;
  const made = useLabState((state) => state.linkModel);
  const model = useLabState((state) => state.health?.model ?? "");
  if (!made || !model || made === model) return null;
  return (
    <Banner mild>
      {fill(words.old_link, { made, model })}
      <span class="actions">
        <button type="button" class="link" onClick={() => store.set({ linkModel: "" })}>
          {words.understood}
        </button>
      </span>
    </Banner>
  );
}

function UnknownKeys() {
  const words = useWords().shell;
  const unknown = useLabState((state) => state.unknown);
  const lang = useLabState((state) => state.lang);
  if (!unknown.length) return null;
  const keys = list(
    unknown.map(([key, value]) => `${key}=${value}`),
    lang,
  );
  return <Banner mild>{fill(words.unknown_keys, { keys })}</Banner>;
}

function Extrapolated() {
  const words = useWords().shell;
  const sentences = useLabState((state) => state.scenario?.extrapolated);
  if (!sentences?.length) return null;
  return (
    <Banner mild>
      <b>{words.extrapolated}</b> {sentences.join(" ")}
    </Banner>
  );
}

/** What the run itself warns of; what the bars above say already is not said twice. */
function Warnings() {
  const scenario = useLabState((state) => state.scenario);
  const words = useWords().shell;
  if (!scenario) return null;
  const said = scenario.extrapolated?.length
    ? scenario.banners.filter((text) => !isExtrapolation(text))
    : scenario.banners;
  if (!said.length) return null;
  const [first = "", ...rest] = said;
  return (
    <Banner mild>
      <span lang={scenario.about.language}>{first}</span>
      {rest.length > 0 && (
        <details>
          <summary>{fill(words.more_warnings, { count: rest.length })}</summary>
          {rest.map((text) => (
            <p lang={scenario.about.language}>{text}</p>
          ))}
        </details>
      )}
    </Banner>
  );
}

function isExtrapolation(text: string): boolean {
  return /extrapolat|外推/i.test(text);
}
