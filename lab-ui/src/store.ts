// The page's state: one object, replaced part by part; whoever listens is told which parts changed.
import type { Address } from "./url";
import type {
  BandsResult,
  Failure,
  Health,
  Lang,
  Preview,
  RegionInfo,
  RegionName,
  Scenario,
  Theme,
  ViewId,
} from "./types";

export interface WhyFigure {
  indicator: string;
  scope: string;
}

export interface Rejected {
  a: string;
  b: string;
  failure: string;
}

/** How the shown numbers stand to the settings above them. */
export type Work = "loading" | "ready" | "working" | "failed" | "away" | "locked";

export interface State {
  region: string;
  view: ViewId;
  a: string;
  b: string;
  /** Names the reader gave the plans; empty for their own. */
  aName: string;
  bName: string;
  year: number;
  playing: boolean;
  layer: string;
  extent: "region" | "focus";
  /** Counts how often an extent was asked for: asking again brings a moved map back. */
  framed: number;
  /** Pinned zone, or empty. */
  focus: string;
  /** Zone under the pointer or the arrow keys, or empty. */
  hover: string;
  why: WhyFigure | null;
  lang: Lang;
  theme: Theme;
  /** Differences inside the uncertainty band are hidden, not hatched. */
  hideInside: boolean;
  /** Charts show their tables. */
  tables: boolean;
  /** Lever whose next step the scorecard previews, or empty. */
  lever: string;
  unknown: Address["unknown"];
  /** Model version an opened link was made with, or empty. */
  linkModel: string;
  health: Health | null;
  /** Regions there are to choose from. */
  regions: RegionName[];
  info: RegionInfo | null;
  scenario: Scenario | null;
  /** Settings the shown scenario answers: differs from `a` and `b` while the model works. */
  shown: { a: string; b: string } | null;
  preview: Preview | null;
  bands: BandsResult | null;
  /** Bands are being computed: verdicts are not final. */
  checking: boolean;
  /** Layer the bands of differences were asked for. */
  bandsLayer: string;
  /** Why no bands could be computed, or empty. */
  bandsError: string;
  /** The results are of an earlier visit: the model is still loading. */
  earlier: boolean;
  work: Work;
  /** What the server refused, in its own words. */
  failure: Failure | null;
  /** Settings for which the model found no solution; the shown scenario is the last valid one. */
  rejected: Rejected | null;
  /** Lever values outside the tested range that wait for the reader's word, by lever. */
  untested: Record<string, number>;
  /** What the live region says. */
  said: string;
}

export const INITIAL: State = {
  region: "",
  view: "plan",
  a: "",
  b: "",
  aName: "",
  bName: "",
  year: 0,
  playing: false,
  layer: "",
  extent: "region",
  framed: 0,
  focus: "",
  hover: "",
  why: null,
  lang: "en",
  theme: "light",
  hideInside: false,
  tables: false,
  lever: "",
  unknown: [],
  linkModel: "",
  health: null,
  regions: [],
  info: null,
  scenario: null,
  shown: null,
  preview: null,
  bands: null,
  checking: false,
  bandsError: "",
  bandsLayer: "",
  earlier: false,
  work: "loading",
  failure: null,
  rejected: null,
  untested: {},
  said: "",
};

export type Listener = (changed: ReadonlySet<keyof State>, state: State) => void;

export class Store {
  private listeners = new Set<Listener>();

  constructor(private state: State = INITIAL) {}

  get(): State {
    return this.state;
  }

  /** Replaces parts of the state; parts that stay the same tell nobody. */
  set(parts: Partial<State>): void {
    const changed = new Set<keyof State>();
    for (const key of Object.keys(parts) as (keyof State)[])
      if (!Object.is(this.state[key], parts[key])) changed.add(key);
    if (!changed.size) return;
    this.state = { ...this.state, ...parts };
    for (const listener of [...this.listeners]) listener(changed, this.state);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
