// What the laboratory's server answers (/api/v1) and what a stored page carries: one shape for both.

export type Lang = "en" | "zh-Hant" | "zh-Hans";
export type Theme = "light" | "dark";
export type ViewId = "plan" | "compare" | "innovation" | "claims" | "money" | "fund" | "evidence";
export type Grade = "official" | "plan" | "derived" | "assumed";
export type Letter = "A" | "B" | "C" | "D";
/** A figure, or null where there is none: never 0 for "no data". */
export type Value = number | null;
/** One figure a year. */
export type Series = Value[];
/** One figure a year and zone: `[year][zone]`. */
export type Field = Value[][];
export type LeverValue = number | string;
export type LeverValues = Record<string, LeverValue>;

export interface Health {
  version: string;
  model: string;
  ready: boolean;
  progress: number;
  message: string;
  login: boolean;
  /** Region the server was started with: the one a page opens that names none. */
  region?: string;
}

export interface RegionName {
  id: string;
  name: string;
  description: string;
}

export interface Part {
  id: string;
  name: string;
  side: string;
  tone: number;
}

export interface Side {
  id: string;
  name: string;
  tone: number;
}

export interface PlanInfo {
  id: string;
  name: string;
  description: string;
  levers: LeverValues;
}

export interface Choice {
  id: string;
  name: string;
}

export interface Lever {
  id: string;
  group: string;
  group_name: string;
  name: string;
  unit: string;
  kind: "range" | "year" | "choice";
  low: number;
  high: number;
  step: number;
  tested_low: number;
  tested_high: number;
  /** The value that stands for "not at all": a railway that never opens. */
  absent?: { value: LeverValue; name: string };
  choices?: Choice[];
  grade: Grade;
  source?: string;
  note: string;
}

export interface GoalInfo {
  indicator: string;
  scope: string;
  name: string;
  measure: string;
  unit: string;
  better: "higher" | "lower" | "";
  target: Value;
  target_year: Value;
  grade: Grade;
}

export interface LayerInfo {
  id: string;
  name: string;
  unit: string;
  group: string;
  kind: "fill" | "circles";
}

export interface RegionInfo {
  about: {
    id: string;
    name: string;
    money: string;
    years: number[];
    base_year: number;
    sides: Side[];
    parts: Part[];
    payers: { id: string; name: string }[];
    attribution: string[];
    focus: string;
  };
  plans: PlanInfo[];
  default: { a: string; b: string };
  levers: Lever[];
  goals: GoalInfo[];
  layers: LayerInfo[];
}

export interface PlanAbout {
  id: string;
  name: string;
  description: string;
  fingerprint: string;
}

export interface About {
  language: string;
  region: string;
  region_id: string;
  money: string;
  years: number[];
  b: PlanAbout;
  a: PlanAbout | null;
  version: string;
  created: string;
  versions: Record<string, string>;
  fingerprint: string;
  seconds: number;
  attribution: string[];
  parts: Part[];
  sides: Side[];
  focus: string;
}

export interface RunStatus {
  converged: boolean;
  failure: string;
  unsettled: number[];
  residual: Value;
  books: Record<string, number>;
  largest_book: Value;
  closed: boolean;
  iterations: number[];
  certificate: Record<string, unknown>;
}

/** A stretch of a sentence; a status underlines it. */
export interface Span {
  text: string;
  status: "meets" | "misses" | "close" | "";
}

/** A place on the goal line: 0 is the base year's value, 1 the target; held at -0.3 and 1.3. */
export interface Place {
  at: number;
  beyond: boolean;
}

export interface GoalLine {
  b: Place | null;
  a: Place | null;
  today: Place | null;
  value_a: Value;
  year: number;
  reached: Value;
}

export interface ScoreRow {
  indicator: string;
  name: string;
  scope: string;
  scope_name: string;
  family: string;
  unit: string;
  better: "higher" | "lower" | "";
  first: Value;
  last: Value;
  baseline_last: Value;
  change: Value;
  target: Value;
  target_year: Value;
  target_grade: string;
  value_at_target_year: Value;
  meets: "yes" | "too late" | "no" | "";
  grade: Grade;
  letter: Letter;
  published_indicator: string;
  b: Series;
  a: Series | null;
  has_baseline: boolean;
  line: GoalLine | null;
}

export interface Zone {
  id: string;
  name: string;
  side: string;
  part: string;
  x: number;
  y: number;
  latitude: number;
  weight: number;
  approximate: boolean;
  path: string;
}

export interface RailLine {
  mode: string;
  b: number | null;
  a: number | null;
  closes: number | null;
  path: string;
}

export interface Crossing {
  id: string;
  name: string;
  x: number;
  y: number;
  b: number[];
  a: number[] | null;
}

export interface MapData {
  width: number;
  height: number;
  /** Drawing units per kilometre. */
  kilometre: number;
  zones: Zone[];
  edges: { kind: string; path: string }[];
  lines: RailLine[];
  crossings: Crossing[];
  approximate: boolean;
}

export interface Layer extends LayerInfo {
  note: string;
  signed: boolean;
  limits: number[];
  differenceLimits: number[];
  b: Field;
  a: Field | null;
}

export interface ChartSeries {
  name: string;
  tone: number;
  b: Series;
  a: Series | null;
}

export interface Chart {
  id: string;
  title: string;
  unit: string;
  kind: "lines" | "dots";
  own_scales?: boolean;
  series: ChartSeries[];
}

export interface FloorChart {
  id: string;
  title: string;
  unit: string;
  parts: Record<string, ChartSeries[]>;
}

/** Jobs (B, A) and working residents (B) by year and zone. */
export interface SectionData {
  b: Field;
  workers: Field;
  a: Field | null;
}

export interface PlanEvent {
  year: number;
  measure: string;
  text: string;
  plans: "A" | "B" | "AB" | "";
  kind: string;
  flag: boolean;
  title: string;
  grade: Grade;
}

export interface StageFlow {
  stage: string;
  arriving: number;
  entered: number;
  passed: number;
  lost: number;
  waiting: number;
  capacity: number;
}

/** The pipeline by year, `[year][stage][side]`; the stages are the four that projects wait for. */
export interface Pipeline {
  /** All five, research first. */
  stages: string[];
  years: number[];
  /** `[year][side]` */
  results: number[][];
  products: number[][];
  taken: number[][][];
  succeeded: number[][][];
  failed: number[][][];
  abandoned: number[][][];
  entries: number[][][];
  projects: number[][][];
  capacity: number[][][];
  /** `[year][stage][side they come from][side that takes them up]` */
  matched: number[][][][];
  /** `[year][from][to]` */
  crossing: Record<
    "talent" | "capital" | "information" | "technology",
    { unit: string; values: number[][][] }
  >;
}

export interface InnovationData {
  year: number;
  sides: {
    side: string;
    name: string;
    results: number;
    stages: StageFlow[];
    binds: string;
    gain: Value;
  }[];
  flows: {
    flow: "talent" | "capital" | "information" | "technology";
    unit: string;
    first: number;
    last: number;
    marginal?: number;
    removal?: number;
    shapley?: number;
  }[];
  money: string;
  asked: boolean;
  doubts: { name: string; value: number; range: [number, number] | null; grade: Grade }[];
  pipeline?: { a: Pipeline | null; b: Pipeline | null };
}

export interface FitRow {
  what: string;
  place: string;
  model: Value;
  data: Value;
  unit: string;
  fitted: boolean;
  grade: string;
  source: string;
  ratio: Value;
}

export interface LeftOutRow {
  place: string;
  donor: string;
  what: string;
  model: number;
  data: number;
  ratio: Value;
}

export interface GradeShares {
  table: string;
  rows: number;
  counts: Record<Grade, number>;
}

export type VerdictId = "meets" | "misses" | "close" | "none" | "checking";

export interface Band {
  low: number;
  high: number;
  /** Share of draws in which the goal is met; null without a target. */
  chance: Value;
  draws: number;
}

export interface Goal {
  indicator: string;
  scope: string;
  name: string;
  measure: string;
  /** Index into `scorecard`; null where the run has no such row. */
  row: number | null;
  band: Band | null;
  verdict: VerdictId;
}

export interface Cost {
  a: Value;
  b: Value;
  ceiling: Value;
  unit: string;
}

/** Every lever move needs these. */
export interface LightScenario {
  about: About;
  status: RunStatus;
  banners: string[];
  headline: Span[];
  changes: { lead: string; text: string }[];
  scorecard: ScoreRow[];
  layers: Layer[];
  section: SectionData;
  events: PlanEvent[];
  innovation: InnovationData | null;
  warnings: string[];
  levers: { a: LeverValues; b: LeverValues };
  goals: Goal[];
  cost: Cost;
  model: string;
  extrapolated: string[];
  seconds: number;
}

/** What a view reads: the newest light answer over the newest full one. */
export interface Scenario extends LightScenario {
  map: MapData;
  charts: Chart[];
  floor: FloorChart[];
  fit: FitRow[];
  left_out: LeftOutRow[];
  left_out_rms: Record<string, string>;
  grades: GradeShares[];
  assumptions: Record<string, unknown>[];
  fits_badly: string[];
}

export interface Preview {
  lever: string;
  value: LeverValue;
  next: LeverValue;
  effects: { indicator: string; scope: string; change: Value }[];
}

export interface Steps {
  from: Value;
  to: Value;
  unit: string;
  /** A part that rests on another (a crossing on its railway) cannot stand alone: its change is null. */
  steps: { name: string; change: Value }[];
  together: Value;
}

export interface WhyInput {
  name: string;
  label: string;
  /** What the parameter means, in words. */
  words?: string;
  unit?: string;
  value: Value;
  grade: Grade;
  /** What it does to the figure over its range; null without draws. */
  influence: Value;
  source: string;
}

export interface Why {
  sentence: string;
  name: string;
  formula: string;
  source: string;
  unit: string;
  value: Value;
  grade: Grade;
  inputs: WhyInput[];
  distribution: null | { values_a: number[]; values_b: number[]; target: Value };
}

export interface FundData {
  scheme: string;
  name: string;
  payers: { id: string; name: string; amount: number; side?: string }[];
  receivers: { id: string; name: string; amount: number; side?: string }[];
  flows: { from: string; to: string; amount: number }[];
  rules: { rule: string; name: string; on: boolean; cost: number; how: string }[];
  frontier: { theta: number; value: number }[];
  awards: Record<string, unknown>[];
  net: { side: string; amount: number }[];
  value: number;
  gap: number;
  extrapolated: boolean | string[];
  sentence: string;
}

export type JobKind = "bands" | "claims" | "value" | "programme" | "ecosystem" | "fund-prices";
export type JobState = "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";

export interface JobStart {
  id: string;
  state: JobState;
  key: string;
}

export interface Job {
  id: string;
  kind: JobKind;
  state: JobState;
  progress: number;
  message: string;
  result?: unknown;
  /** Why it failed. */
  error?: Failure | null;
}

export interface BandRow {
  indicator: string;
  scope: string;
  year: number;
  low: Value;
  high: Value;
  chance: Value;
  of: "b" | "change";
}

export interface BandsResult {
  /** Draws asked for, and those in which the model settled. */
  draws: number;
  found: number;
  rows: BandRow[];
  /** Ends of B minus A by year and zone for the layer that was asked with; null for one without bands. */
  layer: { id: string; low: Field; high: Field } | null;
}

export interface JobQuestion {
  kind: JobKind;
  region: string;
  a: string;
  b: string;
  options?: Record<string, unknown>;
}

export interface Failure {
  what: string;
  which?: string;
  remedy?: string;
  findings?: unknown[];
}

/** What a report file carries instead of a server. */
export interface Stored {
  region: RegionInfo;
  scenario: Scenario;
  jobs?: Partial<Record<JobKind, unknown>>;
  fund?: FundData;
  steps?: Steps;
  why?: Record<string, Why>;
  lang?: Lang;
}
