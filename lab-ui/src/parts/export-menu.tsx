// Downloads: made by the server with sentence, scenario, model version, grade, warnings and link inside.
import { addressOf } from "../address";
import { useLab, useWords } from "../lab";
import { writeAddress } from "../url";
import { Menu } from "./menu";

const FORMATS = ["html", "csv", "geopackage", "json", "yaml"] as const;

export function ExportMenu() {
  const { store, source } = useLab();
  const words = useWords().shell;
  const question = () => {
    const { region, a, b, lang } = store.get();
    return { region, a, b, lang };
  };
  return (
    <Menu label={words.export} align="right">
      {(close) => (
        <ul class="choices">
          {source.live &&
            FORMATS.map((format) => (
              <li>
                <a href={source.exportAddress(question(), format) ?? ""} download onClick={close}>
                  {words[`export_${format}`]}
                </a>
              </li>
            ))}
          <li>
            <button type="button" class="link" onClick={() => (close(), window.print())}>
              {words.export_pdf}
            </button>
          </li>
          <li>
            <button type="button" class="link" onClick={() => (close(), saveScenario(store.get()))}>
              {words.export_scenario}
            </button>
          </li>
        </ul>
      )}
    </Menu>
  );
}

/** The scenario as a small file, for links too long for an address. */
function saveScenario(state: Parameters<typeof addressOf>[0]): void {
  const hash = writeAddress(addressOf(state));
  const { region, a, b, health } = state;
  const text = JSON.stringify({ region, a, b, model: health?.model, hash }, null, 2);
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `technopole-${region}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
