// Uncertainty bands: asked when the settings rest, left and dropped with the results they are about.
import type { Question, Source } from "./source";
import type { Store } from "./store";
import type { BandsResult } from "./types";

const REST = 1500;

export class Bands {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stop: () => void = () => undefined;
  /** The job this page waits for. */
  private job = "";
  private askedFor = "";

  constructor(
    private readonly store: Store,
    private readonly source: Source,
  ) {}

  /** Called when settings or results change; `moved` forgets what was asked for the settings before. */
  follow(question: Question, moved: boolean): void {
    const key = keyOf(question);
    if (moved) {
      this.leave();
      this.store.set({ checking: false, bandsError: "" });
    }
    if (key === this.askedFor || this.store.get().work !== "ready") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(question, key), this.source.live ? REST : 0);
  }

  /** Asks again, for the layer that is shown now. */
  askForLayer(question: Question): void {
    clearTimeout(this.timer);
    this.leave();
    void this.ask(question, keyOf(question));
  }

  /** Bands of settings that are no longer shown would keep the machine from answering. */
  private leave(): void {
    this.stop();
    if (this.job) void this.source.leaveJob(this.job).catch(() => undefined);
    this.job = this.askedFor = "";
  }

  private async ask(question: Question, key: string): Promise<void> {
    if (key === this.askedFor || this.store.get().work !== "ready") return;
    this.askedFor = key;
    const { region, a, b } = question;
    try {
      const { layer } = this.store.get();
      const job = await this.source.startJob({ kind: "bands", region, a, b, options: { layer } });
      if (!job) return;
      if (this.askedFor !== key) return void this.source.leaveJob(job.id).catch(() => undefined);
      this.job = job.id;
      this.store.set({ checking: true, bandsLayer: layer, bandsError: "" });
      this.stop = this.source.watchJob(job.id, (now) => {
        if (this.askedFor !== key) return;
        if (now.state !== "queued" && now.state !== "running") this.job = "";
        if (now.state === "done") this.store.set({ bands: now.result as BandsResult, checking: false });
        else if (now.state !== "queued" && now.state !== "running")
          this.store.set({ checking: false, bandsError: now.error?.what ?? now.message });
      });
    } catch {
      // without bands the point results stand, and say so by showing no band
      this.store.set({ checking: false });
    }
  }
}

function keyOf({ region, a, b }: Question): string {
  return JSON.stringify([region, a, b]);
}
