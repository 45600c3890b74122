// The address is the scenario: `#v=1&region=…&view=plan&A=…&B=…&year=2046…`.
import type { Lang, Theme, ViewId } from "./types";

export const VERSION = "1";
/** Longer addresses are cut by mail and chat programs, so a short id stands in their place. */
export const LONGEST = 1800;

export const VIEW_IDS: readonly ViewId[] = [
  "plan",
  "compare",
  "innovation",
  "claims",
  "money",
  "fund",
  "evidence",
];
export const LANGS: readonly Lang[] = ["en", "zh-Hant", "zh-Hans"];
const THEMES: readonly Theme[] = ["light", "dark"];

/** What the address says; what it leaves open is undefined. */
export interface Address {
  region?: string;
  view?: ViewId;
  a?: string;
  b?: string;
  aName?: string;
  bName?: string;
  year?: number;
  layer?: string;
  focus?: string;
  extent?: string;
  why?: string;
  lang?: Lang;
  theme?: Theme;
  model?: string;
  link?: string;
  /** Keys this version does not know: kept when the address is written again. */
  unknown: [string, string][];
}

const NAMES: Record<string, Exclude<keyof Address, "unknown">> = {
  region: "region",
  view: "view",
  A: "a",
  B: "b",
  nameA: "aName",
  nameB: "bName",
  year: "year",
  map: "layer",
  focus: "focus",
  extent: "extent",
  why: "why",
  lang: "lang",
  theme: "theme",
  model: "model",
  link: "link",
};

export function readAddress(hash: string): Address {
  const found: Address = { unknown: [] };
  for (const [key, value] of new URLSearchParams(hash.replace(/^[#/]+/, ""))) {
    if (key === "v" && value === VERSION) continue;
    const name = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
    if (name === undefined || !take(found, name, value)) found.unknown.push([key, value]);
  }
  return found;
}

function take(found: Address, name: Exclude<keyof Address, "unknown">, value: string): boolean {
  switch (name) {
    case "year": {
      const year = Number(value);
      if (!Number.isInteger(year)) return false;
      found.year = year;
      return true;
    }
    case "view":
      return choose(VIEW_IDS, value, (view) => (found.view = view));
    case "lang":
      return choose(LANGS, value, (lang) => (found.lang = lang));
    case "theme":
      return choose(THEMES, value, (theme) => (found.theme = theme));
    default:
      found[name] = value;
      return true;
  }
}

function choose<T extends string>(known: readonly T[], value: string, set: (value: T) => void): boolean {
  const hit = known.find((one) => one === value);
  if (hit !== undefined) set(hit);
  return hit !== undefined;
}

/** Writes the address; colons, commas and tildes stay as they are so that a person can read it. */
export function writeAddress(address: Address): string {
  const pairs: [string, string][] = [["v", VERSION]];
  for (const [key, name] of Object.entries(NAMES)) {
    const value = address[name];
    if (value !== undefined && value !== "") pairs.push([key, String(value)]);
  }
  const text = [...pairs, ...address.unknown]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join("&");
  return `#${text}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2C|7E|2F)/g, (code) => decodeURIComponent(code));
}
