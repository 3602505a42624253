/** What one follower last told the clock. */
interface Follower {
  seenAt: number;
  settledSequence: number;
  nextDueAt: Date | null;
}

const GONE_AFTER_MS = 30_000;

/** The processes that work by the clock, and how far each has got with its work. */
export class Followers {
  private readonly known = new Map<string, Follower>();
  private readonly waiting = new Set<() => void>();

  seen(name: string): void {
    const follower = this.known.get(name) ?? { seenAt: 0, settledSequence: 0, nextDueAt: null };
    follower.seenAt = Date.now();
    this.known.set(name, follower);
  }

  settled(name: string, sequence: number, nextDueAt: Date | null): void {
    this.seen(name);
    const follower = this.known.get(name);
    if (follower && sequence >= follower.settledSequence) {
      Object.assign(follower, { settledSequence: sequence, nextDueAt });
    }
    for (const wake of this.waiting) {
      wake();
    }
  }

  /** Resolves once every living follower has settled this step, or after the limit. True when all have. */
  async allSettled(sequence: number, limitMs: number): Promise<boolean> {
    const giveUpAt = Date.now() + limitMs;
    while (!this.living().every((follower) => follower.settledSequence >= sequence)) {
      const left = giveUpAt - Date.now();
      if (left <= 0) {
        return false;
      }
      await this.nextReport(Math.min(left, 1_000));
    }
    return true;
  }

  /** The earliest instant at which a living follower has work to do. */
  nextDueAt(): Date | null {
    const instants = this.living().flatMap((follower) => (follower.nextDueAt ? [follower.nextDueAt.getTime()] : []));
    return instants.length > 0 ? new Date(Math.min(...instants)) : null;
  }

  private living(): Follower[] {
    return [...this.known.values()].filter((follower) => Date.now() - follower.seenAt < GONE_AFTER_MS);
  }

  private nextReport(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      this.waiting.add(done);
    });
  }
}
