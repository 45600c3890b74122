// Where answers come from: the server of `technopole lab`, or the page itself when it is a stored report.
import type {
  Failure,
  FundData,
  Health,
  Job,
  JobQuestion,
  JobStart,
  Lang,
  LightScenario,
  Preview,
  RegionInfo,
  RegionName,
  Scenario,
  Steps,
  Stored,
  Why,
} from "./types";

export interface Question {
  region: string;
  a: string;
  b: string;
  lang: Lang;
}

export interface Figure {
  indicator: string;
  scope: string;
  year: number;
}

export interface Source {
  /** False for a stored page: levers rest, and only what it carries can be shown. */
  readonly live: boolean;
  /** How far the model of a region (the first one, if none is named) is loaded. */
  health(region?: string): Promise<Health>;
  regions(lang: Lang): Promise<RegionName[]>;
  region(region: string, lang: Lang): Promise<RegionInfo>;
  scenario(question: Question, signal?: AbortSignal): Promise<Scenario>;
  light(question: Question, layer: string, signal?: AbortSignal): Promise<LightScenario>;
  preview(question: Question, lever: string, signal?: AbortSignal): Promise<Preview | null>;
  steps(question: Question, figure: Figure, signal?: AbortSignal): Promise<Steps | null>;
  why(question: Question, figure: Figure, signal?: AbortSignal): Promise<Why | null>;
  fund(
    region: string,
    options: { scheme?: string; off: string[]; size?: number; lang: Lang },
    signal?: AbortSignal,
  ): Promise<FundData | null>;
  /** Asks the server to work on it; a stored page answers with a done job, or null if it carries none. */
  startJob(question: JobQuestion): Promise<JobStart | null>;
  job(id: string): Promise<Job>;
  /** Calls `told` with every change of the job until it ends; the function returned stops listening. */
  watchJob(id: string, told: (job: Job) => void): () => void;
  cancelJob(id: string): Promise<void>;
  /** Says that this page waits for it no longer: the server ends it unless somebody else does. */
  leaveJob(id: string): Promise<void>;
  jobs(): Promise<Job[]>;
  /** Address of a download, null where there is no server to make it. */
  exportAddress(question: Question, to: string): string | null;
  /** Gives the word the server asks for; wrong ones are refused with an error. */
  login(token: string): Promise<void>;
  saveLink(hash: string): Promise<string | null>;
  readLink(id: string): Promise<{ hash: string; model: string } | null>;
}

/** What went wrong, in the server's own words; `status` 0 means it could not be reached. */
export class SourceError extends Error {
  constructor(
    readonly status: number,
    readonly failure: Failure,
  ) {
    super([failure.what, failure.which, failure.remedy].filter(Boolean).join(" "));
    this.name = "SourceError";
  }
}

export { LiveSource } from "./live";
export { StoredSource } from "./stored";

/** Returns the stored page's content, null on a page that a server sent. */
export function storedContent(page: Document = document): Stored | null {
  const text = page.getElementById("stored")?.textContent;
  return text ? (JSON.parse(text) as Stored) : null;
}
