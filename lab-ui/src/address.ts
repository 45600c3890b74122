// Keeps the address bar and the state the same: whoever copies the address copies the scenario.
import type { Source } from "./source";
import type { State, Store, WhyFigure } from "./store";
import { LONGEST, readAddress, writeAddress, type Address } from "./url";

const WRITE_AFTER = 200;
const WRITTEN: readonly (keyof State)[] = [
  "region",
  "view",
  "a",
  "b",
  "aName",
  "bName",
  "year",
  "layer",
  "extent",
  "focus",
  "why",
  "lang",
  "theme",
  "health",
];

export function addressOf(state: State): Address {
  return {
    region: state.region,
    view: state.view,
    a: state.a,
    b: state.b,
    aName: state.aName,
    bName: state.bName,
    ...(state.year ? { year: state.year } : {}),
    layer: state.layer,
    focus: state.focus,
    ...(state.extent === "focus" ? { extent: "focus" } : {}),
    ...(state.why ? { why: `${state.why.indicator}.${state.why.scope}` } : {}),
    lang: state.lang,
    theme: state.theme,
    ...(state.health ? { model: state.health.model } : {}),
    unknown: state.unknown,
  };
}

/** What an address changes in the state; what it leaves open stays. */
export function stateOf(address: Address): Partial<State> {
  const { unknown, model, extent, why, link: _, ...rest } = address;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(known as Partial<State>),
    ...(extent === "focus" || extent === "region" ? { extent } : {}),
    ...(why ? { why: whyOf(why) } : {}),
    unknown,
    linkModel: model ?? "",
  };
}

function whyOf(text: string): WhyFigure | null {
  const at = text.indexOf(".");
  return at > 0 ? { indicator: text.slice(0, at), scope: text.slice(at + 1) } : null;
}

export class AddressBar {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private written = "";
  /** The last address that was too long, and the short one that stands for it. */
  private saved = { long: "", short: "" };
  private view: State["view"];

  constructor(
    private readonly store: Store,
    private readonly source: Source,
  ) {
    this.view = store.get().view;
  }

  /** Reads the address, then follows both ways. */
  async start(): Promise<void> {
    await this.read();
    window.addEventListener("popstate", () => void this.read());
    this.store.subscribe((changed) => {
      if (!WRITTEN.some((key) => changed.has(key))) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.write(), WRITE_AFTER);
    });
  }

  private async read(): Promise<void> {
    if (location.hash === this.written) return;
    const address = readAddress(location.hash);
    if (address.link) return this.readShort(address.link);
    this.apply(address);
  }

  private async readShort(id: string): Promise<void> {
    try {
      const link = await this.source.readLink(id);
      if (!link) return;
      this.apply({ ...readAddress(link.hash), model: link.model });
    } catch (error) {
      this.store.set({ failure: { what: error instanceof Error ? error.message : String(error) } });
    }
  }

  private apply(address: Address): void {
    this.store.set(stateOf(address));
    this.view = this.store.get().view;
  }

  private async write(): Promise<void> {
    const state = this.store.get();
    const hash = await this.shortened(writeAddress(addressOf(state)));
    if (hash === location.hash) return;
    this.written = hash;
    // a change of view is a place to go back to; the rest would fill the history with lever moves
    if (state.view !== this.view) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
    this.view = state.view;
  }

  private async shortened(hash: string): Promise<string> {
    if (hash.length <= LONGEST) return hash;
    if (hash === this.saved.long) return this.saved.short;
    try {
      const id = await this.source.saveLink(hash);
      if (!id) return hash;
      this.saved = { long: hash, short: `#v=1&link=${encodeURIComponent(id)}` };
      return this.saved.short;
    } catch {
      return hash; // a long address is better than none
    }
  }
}
