// Numbers as a reader says them: at most three significant digits, in the words of the language.
import type { Lang, Value } from "./types";
import { unitWords } from "./units";

export const MINUS = "\u2212";
const THIN = "\u202f";
/** Size below which a figure is written as 0: smaller than any unit of the page means anything. */
const NOTHING = 1e-6;
const DIGITS = 3;

interface Rung {
  size: number;
  word: string;
}

/** Words for large numbers. Chinese counts in 萬 and 億; 億 (億/亿) replaces "bn". */
const RUNGS: Record<Lang, readonly Rung[]> = {
  en: [
    { size: 1e9, word: " bn" },
    { size: 1e6, word: " million" },
  ],
  "zh-Hant": [
    { size: 1e8, word: " 億" },
    { size: 1e6, word: " 萬" },
  ],
  "zh-Hans": [
    { size: 1e8, word: " 亿" },
    { size: 1e6, word: " 万" },
  ],
};

export interface NumberOptions {
  /** Write "+" before what is above zero. */
  sign?: boolean;
  /** Width of the uncertainty band: digits far below it are not written. */
  band?: number;
}

export function isKnown(value: Value | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** Writes a number: 161,000, 0.66, 2.5 million, 412 bn; an unknown one as a dash. */
export function number(value: Value | undefined, lang: Lang = "en", options: NumberOptions = {}): string {
  if (!isKnown(value)) return "–";
  const rounded = Math.abs(value) < NOTHING ? 0 : rounding(value, options.band);
  const size = Math.abs(rounded);
  const rung = RUNGS[lang].find((one) => size >= one.size);
  const unit = rung?.word.includes("萬") || rung?.word.includes("万") ? 1e4 : (rung?.size ?? 1);
  const text = plain(size / unit) + (rung?.word ?? "");
  if (rounded === 0) return text;
  return (rounded < 0 ? MINUS : options.sign ? "+" : "") + text;
}

/** Rounds to three significant digits, and no finer than a tenth of the band's width. */
function rounding(value: number, band = 0): number {
  const short = Number(value.toPrecision(DIGITS));
  if (!(band > 0)) return short;
  const step = 10 ** Math.floor(Math.log10(band / 2));
  const places = Math.max(0, -Math.floor(Math.log10(step)));
  return Math.abs(value) < step / 2 ? short : Number((Math.round(short / step) * step).toFixed(places));
}

function plain(size: number): string {
  const rounded = Number(size.toPrecision(DIGITS));
  if (rounded === 0) return "0";
  if (rounded >= 1000) return Math.round(rounded).toLocaleString("en-GB");
  const places = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(rounded) + 1e-12));
  const text = rounded.toFixed(places);
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

/** Writes a figure of a table's unit with its unit: "23.4 %", "HK$ 412 bn", "161,000 jobs". */
export function amount(
  value: Value | undefined,
  unit: string,
  lang: Lang = "en",
  options: NumberOptions = {},
): string {
  const words = unitWords(unit, lang);
  if (!isKnown(value)) return "–";
  if (unit === "year") return value.toFixed(0);
  const text = number(value * words.factor, lang, scaled(options, words.factor));
  if (words.percent) return `${text}${THIN}${options.sign ? words.point : "%"}`;
  return words.before ? inMoney(text, words.before, words.after) : joined(text, words.after, lang);
}

/** Writes the figure alone, in the scale its unit is printed in: 23.4 for a share of 0.234. */
export function figure(
  value: Value | undefined,
  unit: string,
  lang: Lang = "en",
  options: NumberOptions = {},
): string {
  if (unit === "year" && isKnown(value)) return value.toFixed(0);
  const { factor } = unitWords(unit, lang);
  return isKnown(value) ? number(value * factor, lang, scaled(options, factor)) : "–";
}

/**
 * Writes value and short unit for the scorecard: percent and money keep their sign, a counted thing is
 * named in the row's measure, so its word is left out.
 */
export function short(
  value: Value | undefined,
  unit: string,
  lang: Lang = "en",
  options: NumberOptions = {},
): string {
  const words = unitWords(unit, lang);
  if (!isKnown(value)) return "–";
  const text = figure(value, unit, lang, options);
  if (words.percent) return `${text}${THIN}${options.sign ? words.point : "%"}`;
  // a change stands below its value, which names the money
  if (options.sign) return text;
  return words.before ? inMoney(text, words.before, "") : text + words.money;
}

function scaled(options: NumberOptions, factor: number): NumberOptions {
  return options.band === undefined ? options : { ...options, band: options.band * factor };
}

function inMoney(text: string, sign: string, after: string): string {
  const signed = /^[+\u2212]/.test(text);
  return `${signed ? text[0] : ""}${sign}${THIN}${signed ? text.slice(1) : text}${after}`;
}

function joined(text: string, after: string, lang: Lang): string {
  if (!after) return text;
  return lang === "en" || /^[A-Za-z]/.test(after)
    ? `${text} ${after}`
    : `${text}${/[億亿萬万]$/.test(text) ? "" : " "}${after}`;
}

/** Joins names as a sentence does: "a, b and c"; "a、b和c". */
export function list(items: readonly string[], lang: Lang): string {
  if (items.length <= 1) return items.join("");
  const last = items[items.length - 1] ?? "";
  const [comma, and] = lang === "en" ? [", ", " and "] : ["、", lang === "zh-Hant" ? "及" : "和"];
  return `${items.slice(0, -1).join(comma)}${and}${last}`;
}
