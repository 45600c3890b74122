// The bar at the top: brand, views, status, language, theme, link and export.
import { useLab, useLabState, useWords } from "../lab";
import type { Lang, ViewId } from "../types";
import { LANGS, VIEW_IDS } from "../url";
import { CopyLink } from "./copy-link";
import { ExportMenu } from "./export-menu";
import { Menu } from "./menu";
import { Status } from "./status";

const LANG_NAMES: Record<Lang, { sign: string; name: string }> = {
  en: { sign: "EN", name: "EN, English" },
  "zh-Hant": { sign: "繁", name: "繁體中文" },
  "zh-Hans": { sign: "简", name: "简体中文" },
};

export function Header() {
  const words = useWords().shell;
  const view = useLabState((state) => state.view);
  return (
    <header class="bar">
      <Brand />
      <span class="bar-view">{words[`view_${view}`]}</span>
      <nav aria-label={words.views}>
        <Views />
      </nav>
      <Regions />
      <Status />
      <Languages />
      <div class="bar-wide">
        <ThemeButton />
        <CopyLink />
        <ExportMenu />
      </div>
      <div class="bar-narrow">
        <Menu label={<Bars />} name={words.menu} class="round" align="right">
          {(close) => (
            <div class="bar-menu">
              <Views onGo={close} />
              <hr />
              <CopyLink />
              <ExportMenu />
              <ThemeButton named />
            </div>
          )}
        </Menu>
      </div>
    </header>
  );
}

function Brand() {
  return (
    <span class="brand" lang="en">
      <svg viewBox="0 0 24 20" aria-hidden="true">
        <path d="M1 17h7l7-14h8" fill="none" stroke="var(--accent)" stroke-width="2.6" />
        <path d="M1 10h6M9 17h8M14 10h6" fill="none" stroke="var(--ink)" stroke-width="1.6" />
      </svg>
      technopole
    </span>
  );
}

function Views({ onGo }: { onGo?: () => void }) {
  const { store } = useLab();
  const words = useWords().shell;
  const view = useLabState((state) => state.view);
  const go = (id: ViewId) => {
    store.set({ view: id });
    onGo?.();
  };
  return (
    <>
      {VIEW_IDS.map((id) => (
        <button
          type="button"
          class="view-link"
          aria-current={id === view ? "page" : undefined}
          onClick={() => go(id)}
        >
          {words[`view_${id}`]}
        </button>
      ))}
    </>
  );
}

/** Another region is another model: its plans, levers and places replace these. */
function Regions() {
  const { store } = useLab();
  const words = useWords().shell;
  const regions = useLabState((state) => state.regions);
  const region = useLabState((state) => state.region);
  if (regions.length < 2) return null;
  const name = regions.find((one) => one.id === region)?.name ?? region;
  return (
    <div class="regions">
      <Menu label={name} name={`${name}: ${words.change_region}`} align="right">
        {(close) => (
          <ul class="choices plans-to-choose">
            {regions.map((one) => (
              <li>
                <button
                  type="button"
                  aria-pressed={one.id === region}
                  onClick={() => (store.set({ region: one.id }), close())}
                >
                  <b>{one.name}</b>
                  <span class="note">{one.description}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Menu>
    </div>
  );
}

function Languages() {
  const { store } = useLab();
  const words = useWords().shell;
  const lang = useLabState((state) => state.lang);
  return (
    <div class="switch langs" role="group" aria-label={words.language}>
      {LANGS.map((one) => (
        <button
          type="button"
          lang={one}
          aria-pressed={one === lang}
          title={LANG_NAMES[one].name}
          aria-label={LANG_NAMES[one].name}
          onClick={() => store.set({ lang: one })}
        >
          {LANG_NAMES[one].sign}
        </button>
      ))}
    </div>
  );
}

function ThemeButton({ named }: { named?: boolean }) {
  const { store } = useLab();
  const words = useWords().shell;
  const theme = useLabState((state) => state.theme);
  return (
    <button
      type="button"
      class={named ? "link" : "round"}
      aria-label={words.theme}
      title={words.theme}
      onClick={() => store.set({ theme: theme === "dark" ? "light" : "dark" })}
    >
      {named ? (
        words.theme
      ) : (
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path d="M10 2a8 8 0 0 1 0 16z" fill="currentColor" />
        </svg>
      )}
    </button>
  );
}

function Bars() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d="M2 5h16M2 10h16M2 15h16" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}
