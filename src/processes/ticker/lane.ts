import type { Duty, DutyReport } from "./duty";

/** How a duty fares in this process, for health checks and metrics. */
export type LaneState = {
  readonly duty: string;
  readonly lastSuccessAt: Date | null;
  readonly failuresInARow: number;
  /** True while a turn has been running for longer than its limit. */
  readonly overdue: boolean;
  readonly nextDueAt: Date | null;
};

export type Turn = {
  readonly now: Date;
  readonly outcome: "done" | "failed" | "over_limit";
  readonly report: DutyReport | null;
  readonly error: unknown;
};

const AT_LEAST_EVERY_MS = 60_000;

/** Turns that hang are left behind and no longer counted; with this many of them a duty rests until one comes back. */
const MOST_LEFT_BEHIND = 3;

/** One duty's own road: its turns wait for no other duty's. */
export class Lane {
  nextDueAt: Date | null = null;
  /** Turns in a row that found nothing although something was said to be due. */
  idleTurns = 0;
  /** When it was last asked to look, on this process's own clock. */
  askedAt = performance.now();
  private readonly running = new Map<Promise<void>, number>();
  /** The number of the call that asked for the next turn. */
  private asked: number | null = null;
  private leftBehind = 0;
  private lastSuccessAt: Date | null = null;
  private failuresInARow = 0;

  constructor(readonly duty: Duty) {}

  /** How long until it looks anyhow, in milliseconds. */
  get untilLook(): number {
    return this.askedAt + (this.duty.lookEveryMs ?? AT_LEAST_EVERY_MS) - performance.now();
  }

  get isRunning(): boolean {
    return this.running.size > 0;
  }

  /** True while there is something to wait for: a turn under way or about to begin. */
  get busy(): boolean {
    return this.isRunning || this.mayStart;
  }

  get mayStart(): boolean {
    const places = this.duty.places ?? 1;
    return this.asked !== null && this.running.size < places && this.leftBehind < MOST_LEFT_BEHIND;
  }

  get state(): LaneState {
    return {
      duty: this.duty.name,
      lastSuccessAt: this.lastSuccessAt,
      failuresInARow: this.failuresInARow,
      overdue: this.leftBehind > 0,
      nextDueAt: this.nextDueAt,
    };
  }

  /** Asks for a turn; `call` numbers the calls, and the oldest one not yet answered counts. */
  ask(call: number): void {
    this.askedAt = performance.now();
    this.asked ??= call;
  }

  /** True while a call that is not younger than the one `later` waits to answer is still to be answered here. */
  goesBefore(later: Lane): boolean {
    const call = later.asked ?? 0;
    const answering = [...this.running.values()].some((answered) => answered <= call);
    return answering || (this.mayStart && (this.asked ?? 0) <= call);
  }

  /** Begins a turn. `ended` is called once: when the turn is over, or when its limit is. */
  start(now: Date, run: () => Promise<DutyReport>, ended: (turn: Turn) => void): void {
    const call = this.asked ?? 0;
    this.asked = null;
    let counted = false;
    const end = (turn: Turn) => {
      counted = true;
      this.running.delete(current);
      this.note(turn);
      ended(turn);
    };
    const limit = setTimeout(() => {
      this.leftBehind += 1;
      end({ now, outcome: "over_limit", report: null, error: `took longer than ${this.duty.limitMs / 1000} s` });
    }, this.duty.limitMs);
    limit.unref();
    const current = Promise.resolve()
      .then(run)
      .then(
        (report): Turn => ({ now, outcome: "done", report, error: null }),
        (error): Turn => ({ now, outcome: "failed", report: null, error }),
      )
      .then((turn) => {
        clearTimeout(limit);
        if (counted) {
          this.leftBehind -= 1;
          return;
        }
        end(turn);
      });
    this.running.set(current, call);
  }

  /** Waits for the turns under way. */
  async rest(): Promise<void> {
    await Promise.all(this.running.keys());
  }

  private note(turn: Turn): void {
    if (turn.report === null) {
      this.failuresInARow += 1;
      this.nextDueAt = null;
      this.idleTurns = 0;
      return;
    }
    const { done, nextDueAt } = turn.report;
    this.lastSuccessAt = turn.now;
    this.failuresInARow = 0;
    this.nextDueAt = nextDueAt;
    this.idleTurns = done === 0 && nextDueAt !== null && nextDueAt <= turn.now ? this.idleTurns + 1 : 0;
  }
}
