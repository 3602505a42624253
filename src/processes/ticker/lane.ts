import type { Duty, DutyReport } from "./duty";

/** How a duty fares in this process, for health checks and metrics. */
export interface LaneState {
  readonly duty: string;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly failuresInARow: number;
  /** True while a turn has been running for longer than its limit. */
  readonly overdue: boolean;
  readonly nextDueAt: Date | null;
}

export type Turn = {
  readonly now: Date;
  readonly outcome: "done" | "failed" | "over_limit";
  readonly report: DutyReport | null;
  readonly error: unknown;
};

/** Turns that hang are left behind; with this many of them a duty rests until one comes back. */
const MOST_LEFT_BEHIND = 3;

/** One duty's own road: its turns come one after another and wait for no other duty's. */
export class Lane {
  nextDueAt: Date | null = null;
  /** Turns in a row that found nothing although something was said to be due. */
  idleTurns = 0;
  private current: Promise<void> | null = null;
  /** The number of the call that asked for the next turn, and for the one under way. */
  private asked: number | null = null;
  private runningFor = 0;
  private leftBehind = 0;
  private lastSuccessAt: Date | null = null;
  private lastFailureAt: Date | null = null;
  private failuresInARow = 0;

  constructor(readonly duty: Duty) {}

  get running(): boolean {
    return this.current !== null;
  }

  get pending(): boolean {
    return this.asked !== null;
  }

  /** True while there is something to wait for: a turn under way or about to begin. */
  get busy(): boolean {
    return this.running || this.mayStart;
  }

  get mayStart(): boolean {
    return this.pending && !this.running && this.leftBehind < MOST_LEFT_BEHIND;
  }

  /** Asks for a turn; `call` numbers the calls, and the oldest one not yet answered counts. */
  ask(call: number): void {
    this.asked ??= call;
  }

  /** True when a call that `later` answers is still to be answered here: later calls make nobody wait. */
  goesBefore(later: Lane): boolean {
    const call = later.asked ?? 0;
    return (this.running && this.runningFor <= call) || (this.mayStart && (this.asked ?? 0) <= call);
  }

  get state(): LaneState {
    return {
      duty: this.duty.name,
      lastSuccessAt: this.lastSuccessAt,
      lastFailureAt: this.lastFailureAt,
      failuresInARow: this.failuresInARow,
      overdue: this.leftBehind > 0,
      nextDueAt: this.nextDueAt,
    };
  }

  /** Begins a turn. `ended` is called once: when the turn is over, or when its limit is. */
  start(now: Date, run: () => Promise<DutyReport>, ended: (turn: Turn) => void): void {
    this.runningFor = this.asked ?? 0;
    this.asked = null;
    let counted = false;
    const end = (turn: Turn) => {
      counted = true;
      this.current = null;
      this.note(turn);
      ended(turn);
    };
    const limit = setTimeout(() => {
      this.leftBehind += 1;
      end({ now, outcome: "over_limit", report: null, error: `took longer than ${this.duty.limitMs / 1000} s` });
    }, this.duty.limitMs);
    limit.unref();
    this.current = run()
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
  }

  /** Waits for the turn under way, if there is one. */
  async rest(): Promise<void> {
    await this.current;
  }

  private note(turn: Turn): void {
    if (turn.outcome === "done" && turn.report !== null) {
      this.lastSuccessAt = turn.now;
      this.failuresInARow = 0;
      this.nextDueAt = turn.report.nextDueAt;
      const idle = turn.report.done === 0 && this.nextDueAt !== null && this.nextDueAt <= turn.now;
      this.idleTurns = idle ? this.idleTurns + 1 : 0;
      return;
    }
    this.lastFailureAt = turn.now;
    this.failuresInARow += 1;
    this.nextDueAt = null;
    this.idleTurns = 0;
  }
}
