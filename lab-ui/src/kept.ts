// The last results of this browser, shown while a server is still loading its model.
import type { Lang, RegionInfo, Scenario } from "./types";

const STORE = "technopole-results";

export interface Kept {
  region: string;
  lang: Lang;
  a: string;
  b: string;
  info: RegionInfo;
  scenario: Scenario;
}

/** Keeps one set of results a region and language; a browser that keeps nothing loses nothing else. */
export async function keep(kept: Kept): Promise<void> {
  try {
    const store = await caches.open(STORE);
    const headers = { "Content-Type": "application/json" };
    await store.put(addressOf(kept.region, kept.lang), new Response(JSON.stringify(kept), { headers }));
  } catch {
    // no cache outside secure origins, or no room: the next visit waits for the model
  }
}

/** Returns what was kept for a region, or for any region where none is named; null where there is nothing. */
export async function kept(region: string, lang: Lang): Promise<Kept | null> {
  try {
    const store = await caches.open(STORE);
    const found = region ? await store.match(addressOf(region, lang)) : await newest(store, lang);
    return found ? ((await found.json()) as Kept) : null;
  } catch {
    return null;
  }
}

async function newest(store: Cache, lang: Lang): Promise<Response | undefined> {
  const requests = (await store.keys()).filter((request) => request.url.endsWith(`/${lang}`));
  const last = requests[requests.length - 1];
  return last && store.match(last);
}

function addressOf(region: string, lang: Lang): string {
  return `/kept-results/${encodeURIComponent(region)}/${lang}`;
}
