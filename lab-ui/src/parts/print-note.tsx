// On paper only: what a sheet must carry to be traced back.
import { useLab, useLabState, useWords } from "../lab";
import { fill } from "../words";

export function PrintNote() {
  const { store } = useLab();
  const words = useWords().shell;
  const scenario = useLabState((state) => state.scenario);
  const shown = useLabState((state) => state.shown);
  const year = useLabState((state) => state.year);
  if (!scenario || !shown) return null;
  const { about, model, extrapolated, banners } = scenario;
  const warnings = [...new Set([...(extrapolated ?? []), ...banners])];
  return (
    <footer class="print-note note">
      <p>
        {about.region}, {year}. A {shown.a}; B {shown.b}.{" "}
        {fill(words.print_model, { model: model ?? store.get().health?.model ?? about.version })}{" "}
        {location.protocol === "file:" ? "" : location.href}
      </p>
      {warnings.map((warning) => (
        <p lang={about.language}>{warning}</p>
      ))}
      <p lang={about.language}>{about.attribution.join(" ")}</p>
    </footer>
  );
}
