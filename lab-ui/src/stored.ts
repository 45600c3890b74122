// A report file: everything it can answer is inside the page.
import { inLanguage, type StoredInLanguages, type Told } from "./languages";
import type { Figure, Question, Source } from "./source";
import { SourceError } from "./source";
import type { Health, Job, JobKind, JobQuestion, JobStart, Lang } from "./types";

const PREFIX = "stored-";

export class StoredSource implements Source {
  readonly live = false;

  /** Read once a language: the same answer is the same object. */
  private readonly told = new Map<Lang, Told>();

  constructor(private readonly content: StoredInLanguages) {}

  private in(lang: Lang): Told {
    const known = this.told.get(lang) ?? inLanguage(this.content, lang);
    this.told.set(lang, known);
    return known;
  }

  async health(): Promise<Health> {
    const { version } = this.content.scenario.about;
    const model = this.content.scenario.model ?? version;
    return { version, model, ready: true, progress: 1, message: "", login: false };
  }

  async regions(lang: Lang) {
    const { id, name } = this.in(lang).region.about;
    return [{ id, name, description: "" }];
  }

  async region(region: string, lang: Lang) {
    if (region !== this.content.region.about.id) throw missing(`region ${region}`);
    return this.in(lang).region;
  }

  async scenario({ lang }: Question) {
    return this.in(lang).scenario;
  }

  async light({ lang }: Question, _layer: string) {
    return this.in(lang).scenario;
  }

  async preview() {
    return null;
  }

  async steps(_question: Question, _figure: Figure) {
    return this.content.steps ?? null;
  }

  async why(_question: Question, figure: Figure) {
    return this.content.why?.[`${figure.indicator}/${figure.scope}`] ?? null;
  }

  async fund() {
    return this.content.fund ?? null;
  }

  async startJob(question: JobQuestion): Promise<JobStart | null> {
    if (this.content.jobs?.[question.kind] === undefined) return null;
    return { id: PREFIX + question.kind, state: "done", key: question.kind };
  }

  async job(id: string): Promise<Job> {
    const kind = id.slice(PREFIX.length) as JobKind;
    const result = this.content.jobs?.[kind];
    if (result === undefined) throw missing(`job ${kind}`);
    return { id, kind, state: "done", progress: 1, message: "", result };
  }

  async jobs() {
    const kinds = Object.keys(this.content.jobs ?? {});
    return Promise.all(kinds.map((kind) => this.job(PREFIX + kind)));
  }

  watchJob(id: string, told: (job: Job) => void) {
    void this.job(id).then(told);
    return () => undefined;
  }

  async cancelJob() {
    // a stored job is always done
  }

  async leaveJob() {
    // nobody works for a file
  }

  exportAddress() {
    return null;
  }

  async login() {
    // a file asks for no token
  }

  async saveLink() {
    return null;
  }

  async readLink() {
    return null;
  }
}

function missing(what: string): SourceError {
  return new SourceError(404, { what: `This report does not hold ${what}.` });
}
