// What a reader does to the settings: levers, plans, undo and redo. Results follow by themselves.
import { History } from "./history";
import { isTested, ownValues, tested } from "./levers";
import { parseScenario, withLever } from "./scenario";
import type { Source } from "./source";
import type { Store } from "./store";
import type { Lever, LeverValue } from "./types";

export class Moves {
  readonly history = new History();

  constructor(
    protected readonly store: Store,
    protected readonly source: Source,
  ) {}

  /** Moves a lever of plan B. A gesture's moves are undone together. */
  setLever(lever: Lever, value: LeverValue, gesture = ""): void {
    const { info, b, untested } = this.store.get();
    if (!info || !this.source.live) return;
    const outside = typeof value === "number" && !isTested(lever, value);
    const waiting = { ...untested };
    delete waiting[lever.id];
    if (outside) waiting[lever.id] = value;
    const run = outside ? tested(lever, value) : value;
    this.setB(withLever(b, lever.id, run, ownValues(info, b)), gesture || lever.id);
    this.store.set({ untested: waiting, lever: lever.id });
  }

  /** Runs a value outside the tested range all the same; the server marks every result. */
  runUntested(lever: Lever): void {
    const { info, b, untested } = this.store.get();
    const value = untested[lever.id];
    if (!info || value === undefined) return;
    const { [lever.id]: _, ...rest } = untested;
    this.store.set({ untested: rest });
    this.setB(withLever(b, lever.id, value, ownValues(info, b)), "");
  }

  /** Ends a gesture: the next move is an undo step of its own. */
  release(): void {
    this.history.close();
  }

  resetAll(): void {
    this.setB(parseScenario(this.store.get().b).plan, "");
    this.store.set({ untested: {} });
  }

  setB(b: string, gesture = ""): void {
    const before = this.store.get().b;
    if (b === before || !this.source.live) return;
    this.history.note(before, gesture);
    this.store.set({
      b,
      bName: parseScenario(b).plan === parseScenario(before).plan ? this.store.get().bName : "",
    });
  }

  setA(a: string): void {
    if (this.source.live) this.store.set({ a, aName: "" });
  }

  undo(): boolean {
    return this.turn(this.history.undo(this.store.get().b));
  }

  redo(): boolean {
    return this.turn(this.history.redo(this.store.get().b));
  }

  private turn(b: string | null): boolean {
    if (b !== null) this.store.set({ b, untested: {} });
    return b !== null;
  }
}
