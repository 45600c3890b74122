// Keeps the shown results in step with the settings: asks, merges, retries.
import { Bands } from "./bands";
import { keep, kept } from "./kept";
import { Latest } from "./latest";
import { Moves } from "./moves";
import { SourceError, type Question, type Source } from "./source";
import type { State, Store } from "./store";
import type { Health, LightScenario, RegionInfo, Scenario } from "./types";

/** A moving lever asks at most this often (milliseconds). */
const EVERY = 120;
/** Quiet after which everything, maps and charts included, is read again. */
const SETTLE = 1000;
const RETRY = 2000;
const POLL = 600;
/** Layer shown first where a region has it: the balance of jobs and residents. */
const FIRST_LAYER = "jobs_per_worker";

/** What another region does not share with the one before. */
const OF_A_REGION: Partial<State> = {
  a: "",
  b: "",
  aName: "",
  bName: "",
  layer: "",
  focus: "",
  hover: "",
  why: null,
  info: null,
  scenario: null,
  shown: null,
  bands: null,
  checking: false,
  bandsLayer: "",
  bandsError: "",
  preview: null,
  rejected: null,
  failure: null,
  untested: {},
};

interface LightQuestion extends Question {
  layer: string;
}

export class Engine extends Moves {
  private readonly light: Latest<LightQuestion, LightScenario>;
  private readonly full: Latest<Question, Scenario>;
  private readonly bands: Bands;
  /** Settings and language every layer, map and chart of the shown scenario belongs to. */
  private fullFor = "";
  private settle: ReturnType<typeof setTimeout> | undefined;
  private returning = false;

  constructor(store: Store, source: Source) {
    super(store, source);
    this.light = new Latest(
      EVERY,
      (question, signal) => source.light(question, question.layer, signal),
      (question, answer) => this.take(question, answer, false),
      (question, error) => this.fail(question, error),
    );
    this.full = new Latest(
      0,
      (question, signal) => source.scenario(question, signal),
      (question, answer) => this.take(question, answer, true),
      (question, error) => this.fail(question, error),
    );
    this.bands = new Bands(store, source);
    store.subscribe((changed, state) => this.follow(changed, state));
  }

  /** Finds the region, waits for the model and shows the first scenario. */
  async start(): Promise<void> {
    try {
      const health = await this.healthNow();
      if (health.ready) await this.open();
      else {
        await this.showKept();
        this.awaitModel();
      }
    } catch (error) {
      const unknown = error instanceof SourceError && error.status === 404 && this.store.get().region !== "";
      if (!unknown) return this.away(error);
      this.store.set({ region: "", a: "", b: "" }); // an address may name a region this server has not
      await this.start();
    }
  }

  /** Shows results of an earlier visit while the model loads: levers rest, and the page says so. */
  private async showKept(): Promise<void> {
    const { region, lang } = this.store.get();
    const found = await kept(region, lang);
    if (!found) return;
    const { a, b, info, scenario } = found;
    this.store.set({ info, ...this.opening(found.region, info), scenario, shown: { a, b }, earlier: true });
  }

  /** Gives the server its token and begins again. */
  async login(token: string): Promise<void> {
    await this.source.login(token);
    this.store.set({ work: "loading", failure: null });
    await this.start();
  }

  /** The bands of differences are of one layer: asks for the one that is shown. */
  askBands(): void {
    this.bands.askForLayer(this.question());
  }

  private async open(): Promise<void> {
    const { lang } = this.store.get();
    let { region } = this.store.get();
    const known = await this.source.regions(lang);
    const own = this.store.get().health?.region;
    if (!known.some((one) => one.id === region))
      region = (known.find((one) => one.id === own) ?? known[0])?.id ?? "";
    this.store.set({ regions: known, region });
    const info = await this.source.region(region, lang);
    this.store.set({ info, ...this.opening(region, info) });
    this.askFull();
  }

  /** Fills what the address left open. A stored page shows what it stores, whatever the address says. */
  private opening(region: string, info: RegionInfo): Partial<State> {
    const { a, b, year, layer } = this.store.get();
    const { years } = info.about;
    const last = years[years.length - 1] ?? 0;
    const ids = info.layers.map((one) => one.id);
    const first = ids.includes(FIRST_LAYER) ? FIRST_LAYER : (ids[0] ?? "");
    const stored = !this.source.live;
    return {
      region,
      a: stored || !a ? info.default.a : a,
      b: stored || !b ? info.default.b : b,
      year: years.includes(year) ? year : last,
      layer: ids.includes(layer) ? layer : first,
    };
  }

  private follow(changed: ReadonlySet<keyof State>, state: State): void {
    if (!state.info || state.earlier) return;
    if (changed.has("lang")) void this.translate();
    else if (!this.source.live) this.bands.follow(this.question(), false);
    else if (changed.has("region") && state.info.about.id !== state.region) void this.changeRegion(changed);
    else if (changed.has("a") || changed.has("b")) this.askLight();
    else if (changed.has("layer") && this.fullFor !== keyOf(this.question())) this.askLight();
    if (!this.source.live) return;
    if (changed.has("year") || changed.has("scenario") || changed.has("a") || changed.has("b"))
      this.bands.follow(this.question(), changed.has("a") || changed.has("b"));
  }

  /** What came with the new region, as in an address, is about it already and stays. */
  private async changeRegion(changed: ReadonlySet<keyof State>): Promise<void> {
    this.light.drop();
    this.full.drop();
    this.fullFor = "";
    const old = Object.entries(OF_A_REGION).filter(([key]) => !changed.has(key as keyof State));
    this.store.set({ ...(Object.fromEntries(old) as Partial<State>), work: "loading" });
    await this.start();
  }

  private async healthNow(): Promise<Health> {
    const health = await this.source.health(this.store.get().region);
    this.store.set({ health });
    return health;
  }

  private async translate(): Promise<void> {
    const { region, lang } = this.store.get();
    try {
      const [regions, info] = await Promise.all([this.source.regions(lang), this.source.region(region, lang)]);
      if (this.store.get().lang === lang) this.store.set({ regions, info });
    } catch (error) {
      this.away(error);
    }
    this.askFull();
  }

  private question(): Question {
    const { region, a, b, lang } = this.store.get();
    return { region, a, b, lang };
  }

  private askLight(): void {
    if (!this.store.get().scenario) return this.askFull();
    this.store.set({ work: "working", preview: null, failure: null });
    this.full.drop();
    this.light.ask({ ...this.question(), layer: this.store.get().layer });
    this.settleLater();
  }

  /** Reads everything once the settings rest and the light answer is there. */
  private settleLater(): void {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      if (this.light.busy) this.settleLater();
      else if (this.fullFor !== keyOf(this.question())) this.full.ask(this.question());
    }, SETTLE);
  }

  private askFull(): void {
    this.store.set({ work: this.store.get().scenario ? "working" : "loading", failure: null });
    this.full.ask(this.question());
  }

  private take(question: Question, answer: LightScenario | Scenario, whole: boolean): void {
    if (question.region !== this.store.get().region) return;
    const { a, b } = question;
    if (!answer.status.converged && this.store.get().scenario) {
      this.store.set({ rejected: { a, b, failure: answer.status.failure }, work: "failed" });
      return;
    }
    const scenario = whole ? (answer as Scenario) : merged(this.store.get().scenario, answer);
    if (!scenario) return;
    if (whole) this.fullFor = keyOf(question);
    if (whole && this.source.live) this.keepLater(question, answer as Scenario);
    const current = keyOf(question) === keyOf(this.question());
    const work = current ? "ready" : "working";
    const before = this.store.get().shown;
    const same = before?.a === a && before.b === b;
    const shown = same ? before : { a, b };
    const bands = same ? this.store.get().bands : null;
    this.store.set({ scenario, shown, bands, rejected: null, failure: null, work, earlier: false });
  }

  /** Writing results takes a moment: it waits until the page has drawn them. */
  private keepLater({ region, lang, a, b }: Question, scenario: Scenario): void {
    const { info } = this.store.get();
    if (info) setTimeout(() => void keep({ region, lang, a, b, info, scenario }), SETTLE);
  }

  private fail(_question: Question, error: unknown): void {
    if (error instanceof SourceError && error.status === 409) return this.awaitModel();
    if (error instanceof SourceError && error.status === 401) return this.store.set({ work: "locked" });
    if (error instanceof SourceError && error.status > 0) {
      this.store.set({ work: "failed", failure: error.failure });
      return;
    }
    this.away(error);
  }

  /** The model is being loaded: ask how far it is, then ask again for what was wanted. */
  private awaitModel(): void {
    setTimeout(async () => {
      try {
        const health = await this.healthNow();
        if (!health.ready) return this.awaitModel();
        if (this.store.get().info && !this.store.get().earlier) this.askFull();
        else await this.open();
      } catch (error) {
        this.away(error);
      }
    }, POLL);
  }

  /** The server cannot be reached: what is shown stays, and the server is looked for until it is back. */
  private away(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    if (error instanceof SourceError && error.status === 401) return this.store.set({ work: "locked" });
    if (error instanceof SourceError && error.status > 0 && error.status !== 409) {
      this.store.set({ work: "failed", failure: error.failure });
      return;
    }
    this.store.set({ work: "away" });
    if (this.returning) return;
    this.returning = true;
    const look = async () => {
      try {
        const health = await this.healthNow();
        this.returning = false;
        if (!health.ready) this.awaitModel();
        else if (this.store.get().info) this.askFull();
        else await this.open();
      } catch {
        this.returning = true;
        setTimeout(look, RETRY);
      }
    };
    setTimeout(look, RETRY);
  }
}

/** Lays a light answer over the whole one: its layer replaces the one of the same name. */
export function merged(before: Scenario | null, light: LightScenario): Scenario | null {
  if (!before) return null;
  const layers = before.layers.map((layer) => light.layers.find((one) => one.id === layer.id) ?? layer);
  return { ...before, ...light, layers };
}

function keyOf({ region, a, b, lang }: Question): string {
  return JSON.stringify([region, a, b, lang]);
}
