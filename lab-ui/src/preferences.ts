// Language and theme: from the address, else as chosen last, else as the system says.
import type { Store } from "./store";
import type { Lang, Theme } from "./types";
import { LANGS } from "./url";

const LANG = "technopole.lang";
const THEME = "technopole.theme";

export function firstLang(): Lang {
  const saved = read(LANG);
  const known = LANGS.find((lang) => lang === saved);
  if (known) return known;
  for (const wanted of navigator.languages) {
    if (/^zh\b.*\b(tw|hk|mo|hant)\b/i.test(wanted)) return "zh-Hant";
    if (/^zh/i.test(wanted)) return "zh-Hans";
    if (/^en/i.test(wanted)) return "en";
  }
  return "en";
}

export function firstTheme(): Theme {
  const saved = read(THEME);
  if (saved === "light" || saved === "dark") return saved;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Keeps the document's language and theme as the state has them, and remembers what was chosen. */
export function remember(store: Store): void {
  const apply = () => {
    const { lang, theme } = store.get();
    document.documentElement.lang = lang;
    document.documentElement.dataset.theme = theme;
  };
  apply();
  // paper is light, whatever the screen is
  addEventListener("beforeprint", () => (document.documentElement.dataset.theme = "light"));
  addEventListener("afterprint", apply);
  store.subscribe((changed, { lang, theme }) => {
    if (changed.has("lang")) write(LANG, lang);
    if (changed.has("theme")) write(THEME, theme);
    if (changed.has("lang") || changed.has("theme")) apply();
  });
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is closed to pages opened from a file in some browsers
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice then lasts as long as the page
  }
}
