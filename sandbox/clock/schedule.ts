interface Entry {
  readonly at: Date;
  readonly run: () => void;
}

/** Things to run at instants of a clock that may jump. Runs in the order of their instants. */
export class Schedule {
  private entries: Entry[] = [];

  add(at: Date, run: () => void): () => void {
    const entry = { at, run };
    this.entries.push(entry);
    this.entries.sort((a, b) => a.at.getTime() - b.at.getTime());
    return () => {
      this.entries = this.entries.filter((other) => other !== entry);
    };
  }

  next(): Date | null {
    return this.entries[0]?.at ?? null;
  }

  /** Runs all that is due at `now`, also what these runs schedule for the same instant. */
  runDue(now: Date): void {
    for (let due = this.entries[0]; due && due.at <= now; due = this.entries[0]) {
      this.entries.shift();
      due.run();
    }
  }
}
