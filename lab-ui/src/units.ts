// Units as they are printed: tables say "share", "HKD a year", "m2"; readers see "%", "HK$ … a year", "m²".
import type { Lang } from "./types";
import { wordsOf } from "./words";

export interface UnitWords {
  /** What a table's figure is multiplied with to be printed. */
  factor: number;
  percent: boolean;
  /** Word for a change of a percentage: "pt". */
  point: string;
  /** Sign of money that stands before the figure (English), or empty. */
  before: string;
  /** Word of money that stands after the figure (Chinese), or empty. */
  money: string;
  /** What follows the figure. */
  after: string;
}

const SIGNS: Record<string, string> = {
  HKD: "HK$",
  USD: "US$",
  EUR: "€",
  GBP: "£",
  CNY: "CN¥",
  SGD: "S$",
};

/** Chinese counts large sums by the hundred million: what a lever's unit begins with, what is said, how many of it. */
const COUNTED: Record<string, readonly [string, number]> = {
  十億: ["億", 10],
  十亿: ["亿", 10],
  百萬: ["億", 0.01],
  百万: ["亿", 0.01],
};

export function unitWords(unit: string, lang: Lang): UnitWords {
  const words = wordsOf(lang).units;
  const none = { factor: 1, percent: false, point: words.point, before: "", money: "", after: "" };
  if (unit === "share" || unit.startsWith("share of ") || unit === "%" || unit.startsWith("% of ")) {
    const factor = unit.startsWith("share") ? 100 : 1;
    return { ...none, factor, percent: true };
  }
  const [code, sign] = moneyOf(unit);
  if (code) {
    const rest = translated(unit.slice(unit.startsWith(sign) ? sign.length : code.length).trimStart(), lang);
    if (lang === "en") return { ...none, before: sign, after: rest && (/^,/.test(rest) ? rest : ` ${rest}`) };
    const word = words[`money_${code}` as keyof typeof words] ?? sign;
    return { ...none, money: word, after: rest ? `${word}${rest}` : word };
  }
  const text = translated(unit, lang);
  const counted = COUNTED[unit.slice(0, 2)];
  if (counted) return { ...none, factor: counted[1], after: text };
  return { ...none, after: /^index|^指數|^指数/.test(text) ? "" : text };
}

/** The unit's own name, for axes and legends. */
export function unitName(unit: string, lang: Lang): string {
  const [code, sign] = moneyOf(unit);
  if (!code) return translated(unit.replace(/^share of /, "% of ").replace(/^share$/, "%"), lang);
  const rest = translated(unit.slice(unit.startsWith(sign) ? sign.length : code.length).trimStart(), lang);
  if (lang === "en") return rest ? `${sign}${/^,/.test(rest) ? "" : " "}${rest}` : sign;
  const words = wordsOf(lang).units;
  return `${words[`money_${code}` as keyof typeof words] ?? sign}${rest}`;
}

/** A name with its unit, each said once: 每名在職居民的職位 is in 個職位 by itself. */
export function nameInUnit(name: string, unit: string, lang: Lang): string {
  const said = unitName(unit, lang).replace(/^[個个](?=[^（(])/, "");
  if (name.toLowerCase().includes(said.toLowerCase())) return name;
  const repeated = said.toLowerCase().startsWith(name.toLowerCase());
  if (repeated) return said.charAt(0).toUpperCase() + said.slice(1);
  return `${name}${lang === "en" ? ", " : "，"}${unitName(unit, lang)}`;
}

/** The unit of a figure that stands as its table has it: a share stays a share, as it is not told in percent. */
export function tableUnitName(unit: string, lang: Lang): string {
  return unit.startsWith("share") ? unit : unitName(unit, lang);
}

function moneyOf(unit: string): [string, string] | ["", ""] {
  const found = Object.entries(SIGNS).find(([code, sign]) => unit.startsWith(code) || unit.startsWith(sign));
  return found ?? ["", ""];
}

/** Looks a unit up under its English text; what the table lacks (a server's own words) stays. */
function translated(unit: string, lang: Lang): string {
  const counted = COUNTED[unit.slice(0, 2)];
  if (counted) return counted[0] + unit.slice(2);
  const printed = unit.replace("persons", "people").replace("km2", "km²").replace("m2", "m²");
  const words = wordsOf(lang).units as Record<string, string>;
  return words[printed] ?? printed;
}
