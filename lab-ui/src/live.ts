// The server of `technopole lab`.
import type { Figure, Question, Source } from "./source";
import { SourceError } from "./source";
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
  Why,
} from "./types";

const ENDED = new Set(["done", "failed", "cancelled", "interrupted"]);
const POLL = 3000;
/** Names this page to the server: of its questions the newest counts. */
const PAGE = Math.random().toString(36).slice(2);

type Query = Record<string, string | number | undefined>;

export class LiveSource implements Source {
  readonly live = true;

  constructor(private readonly root = "api/v1") {}

  health(region?: string) {
    return this.ask<Health>("/health", { region: region || undefined });
  }

  regions(lang: Lang) {
    return this.ask<RegionName[]>("/regions", { lang });
  }

  region(region: string, lang: Lang) {
    return this.ask<RegionInfo>(`/regions/${encodeURIComponent(region)}`, { lang });
  }

  scenario(question: Question, signal?: AbortSignal) {
    return this.about<Scenario>(question, "scenario", {}, signal);
  }

  light(question: Question, layer: string, signal?: AbortSignal) {
    return this.about<LightScenario>(question, "scenario/light", { layer }, signal);
  }

  preview(question: Question, lever: string, signal?: AbortSignal) {
    return this.about<Preview>(question, "preview", { lever }, signal);
  }

  steps(question: Question, figure: Figure, signal?: AbortSignal) {
    return this.about<Steps>(question, "steps", { ...figure }, signal);
  }

  why(question: Question, figure: Figure, signal?: AbortSignal) {
    return this.about<Why>(question, "why", { ...figure }, signal);
  }

  fund(
    region: string,
    options: { scheme?: string; off: string[]; size?: number; lang: Lang },
    signal?: AbortSignal,
  ) {
    const { scheme, off, size, lang } = options;
    const query = { scheme, off: off.length ? off.join(",") : undefined, size, lang };
    return this.ask<FundData>(`/regions/${encodeURIComponent(region)}/fund`, query, signal);
  }

  startJob(question: JobQuestion) {
    return this.send<JobStart>("POST", "/jobs", { options: {}, ...question });
  }

  job(id: string) {
    return this.ask<Job>(`/jobs/${encodeURIComponent(id)}`, {});
  }

  jobs() {
    return this.ask<Job[]>("/jobs", {});
  }

  async cancelJob(id: string) {
    await this.send("DELETE", `/jobs/${encodeURIComponent(id)}`);
  }

  async leaveJob(id: string) {
    await this.send("POST", `/jobs/${encodeURIComponent(id)}/left`);
  }

  /** Server-sent events say that something changed; the job itself is then read, so both agree. */
  watchJob(id: string, told: (job: Job) => void): () => void {
    let stopped = false;
    const stop = () => {
      stopped = true;
      events.close();
      clearInterval(timer);
    };
    const look = async () => {
      try {
        const job = await this.job(id);
        if (stopped) return;
        told(job);
        if (ENDED.has(job.state)) stop();
      } catch (error) {
        if (!stopped && error instanceof SourceError && error.status === 404) {
          told({ id, kind: "bands", state: "interrupted", progress: 0, message: error.message });
          stop();
        }
      }
    };
    const events = new EventSource(`${this.root}/jobs/${encodeURIComponent(id)}/events`);
    for (const name of ["message", "progress", "done"]) events.addEventListener(name, look);
    const timer = setInterval(look, POLL);
    void look();
    return stop;
  }

  exportAddress(question: Question, to: string) {
    const { region, a, b, lang } = question;
    const query = parameters({ a, b, lang, to });
    return `${this.root}/regions/${encodeURIComponent(region)}/export?${query}`;
  }

  async login(token: string) {
    await this.send("POST", "/login", { token });
  }

  async saveLink(hash: string) {
    return (await this.send<{ id: string }>("POST", "/links", { hash })).id;
  }

  readLink(id: string) {
    return this.ask<{ hash: string; model: string }>(`/links/${encodeURIComponent(id)}`, {});
  }

  private about<T>(question: Question, what: string, more: Query, signal?: AbortSignal) {
    const { region, a, b, lang } = question;
    const query = { a, b, lang, ...more };
    return this.ask<T>(`/regions/${encodeURIComponent(region)}/${what}`, query, signal);
  }

  private ask<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
    const text = parameters(query);
    const headers = { "X-Lab-Page": PAGE };
    return answer<T>(`${this.root}${path}${text && "?"}${text}`, { headers, signal: signal ?? null });
  }

  private send<T>(method: string, path: string, body?: unknown): Promise<T> {
    return answer<T>(`${this.root}${path}`, {
      method,
      headers: { "Content-Type": "application/json", "X-Lab-Page": PAGE },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }
}

function parameters(query: Query): string {
  const found = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) found.set(key, String(value));
  return found.toString();
}

async function answer<T>(address: string, options: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new SourceError(0, { what: String(error) });
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  throw new SourceError(response.status, await failureOf(response));
}

async function failureOf(response: Response): Promise<Failure> {
  try {
    const body = (await response.json()) as { error?: Failure | string };
    if (typeof body.error === "string") return { what: body.error };
    if (body.error) return body.error;
  } catch {
    // not JSON: a proxy answered in the server's place
  }
  return { what: `${response.status} ${response.statusText}` };
}
