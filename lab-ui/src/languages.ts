// A report file in three languages: one scenario in full, and for the other two only the texts that differ.
import type { Lang, RegionInfo, Scenario, Stored } from "./types";

type Path = readonly (string | number)[];
/** What differs from the language the file is in. */
export type Overlay = readonly (readonly [path: Path, value: unknown])[];

export interface StoredInLanguages extends Stored {
  languages?: Partial<Record<Lang, Overlay>>;
}

export interface Told {
  region: RegionInfo;
  scenario: Scenario;
}

/** Returns region and scenario in a language; as they are stored if the file does not have it. */
export function inLanguage(stored: StoredInLanguages, lang: Lang): Told {
  const { region, scenario } = stored;
  const overlay = lang === stored.lang ? undefined : stored.languages?.[lang];
  return overlay ? overlaid({ region, scenario }, overlay) : { region, scenario };
}

/** Copies what lies on the way to a change and shares the rest: figures are not copied. */
export function overlaid<T>(content: T, overlay: Overlay): T {
  const copied = new WeakSet<object>();
  const own = <U>(value: U): U => {
    if (typeof value !== "object" || value === null || copied.has(value)) return value;
    const copy = (Array.isArray(value) ? [...value] : { ...value }) as U & object;
    copied.add(copy);
    return copy;
  };
  const root = own(content);
  for (const [path, value] of overlay) {
    let place = root as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) {
      place[step] = own(place[step]);
      place = place[step] as Record<string | number, unknown>;
    }
    const last = path[path.length - 1];
    if (last !== undefined) place[last] = value;
  }
  return root;
}

/** The language a region's own text is in: the page's, or English where nobody has translated it. */
export function spokenIn(text: string, lang: Lang): Lang {
  return /\p{Script=Han}/u.test(text) ? lang : "en";
}
