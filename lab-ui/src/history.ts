// Undo and redo of lever moves. One drag is one step, however many values it passed.
export class History {
  private past: string[] = [];
  private future: string[] = [];
  private open = "";

  /** Notes the settings before a move; moves of one gesture (same key) count once until `close`. */
  note(before: string, gesture: string): void {
    if (gesture && gesture === this.open) return;
    this.open = gesture;
    if (this.past[this.past.length - 1] !== before) this.past.push(before);
    this.future = [];
  }

  close(): void {
    this.open = "";
  }

  undo(now: string): string | null {
    return this.turn(this.past, this.future, now);
  }

  redo(now: string): string | null {
    return this.turn(this.future, this.past, now);
  }

  private turn(from: string[], to: string[], now: string): string | null {
    this.close();
    let found = from.pop();
    while (found === now) found = from.pop();
    if (found === undefined) return null;
    to.push(now);
    return found;
  }
}
