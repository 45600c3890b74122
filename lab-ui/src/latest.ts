// Asks at most every so often; while one question is open only the newest waits, and its answer wins.
export class Latest<Q, A> {
  private waiting: Q | null = null;
  private running: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = -Infinity;

  constructor(
    private readonly every: number,
    private readonly answer: (question: Q, signal: AbortSignal) => Promise<A | undefined>,
    private readonly told: (question: Q, answer: A) => void,
    private readonly failed: (question: Q, error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get busy(): boolean {
    return this.running !== null || this.waiting !== null;
  }

  ask(question: Q): void {
    this.waiting = question;
    this.next();
  }

  /** Forgets what waits and what is being answered. */
  drop(): void {
    this.waiting = null;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
    this.running = null;
  }

  private next(): void {
    if (this.running || this.timer !== undefined || this.waiting === null) return;
    const wait = this.last + this.every - this.now();
    if (wait > 0) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.next();
      }, wait);
      return;
    }
    void this.run(this.waiting);
  }

  private async run(question: Q): Promise<void> {
    this.waiting = null;
    this.last = this.now();
    const control = new AbortController();
    this.running = control;
    try {
      const answer = await this.answer(question, control.signal);
      // no answer: the server has a newer question of this page, whose answer comes
      if (this.running === control)
        this.finish(() => answer !== undefined && this.told(question, answer));
    } catch (error) {
      if (this.running === control) this.finish(() => this.failed(question, error));
    }
  }

  private finish(tell: () => void): void {
    this.running = null;
    // an older answer is still better than none while the newer one is being found
    tell();
    this.next();
  }
}
