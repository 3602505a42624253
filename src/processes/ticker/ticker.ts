import type { MedusaContainer } from "@medusajs/framework/types";
import { CLOCK_MODULE, type Clock, type ClockMove } from "../../modules/clock";
import { logOf, withOnlyLogFields } from "../../telemetry/log";
import { dutyMetrics } from "../../telemetry/metrics";
import type { Duty } from "./duty";
import { Lane, type LaneState, type Turn } from "./lane";

/** A duty that says "now" and does nothing must not keep the processor busy. */
const AT_MOST_EVERY_MS = 200;
/** After so many of such turns in a row, whoever moved the clock need not wait for more. */
const IDLE_TURNS_THAT_SETTLE = 10;
const DRAIN_MS = 25_000;

/**
 * Runs each duty in a lane of its own: at the instant it named, at least once a minute (work on leases every few seconds),
 * and when woken. One that hangs or fails delays no other; those that follow it wait for one turn and no longer than its
 * limit. The ticker makes things sooner, never certain: certainty lies in each duty's own keys and leases, so a second
 * ticker on another machine does no harm and a dead one only costs time.
 */
export class Ticker {
  private readonly clock: Clock;
  private readonly lanes: readonly Lane[];
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private calls = 0;
  private moves: ClockMove[] = [];
  private forget: () => void = () => undefined;

  constructor(
    private readonly container: MedusaContainer,
    duties: readonly Duty[],
  ) {
    this.clock = container.resolve(CLOCK_MODULE);
    this.lanes = duties.map((duty) => new Lane(duty));
  }

  start(): this {
    const forgetMoves = this.clock.onMoved((move) => {
      this.moves.push(move);
      this.wake();
    });
    const forgetStopping = this.clock.onStopping(() => this.stop());
    // Medusa tells us to stop when its last request is answered, which a slow caller can put off for long.
    const beginNothing = () => this.beginNothing();
    process.once("SIGTERM", beginNothing);
    this.forget = () => {
      forgetMoves();
      forgetStopping();
      process.off("SIGTERM", beginNothing);
    };
    this.wake();
    return this;
  }

  /** Every duty looks for due work now; one that is at it, once more right after. */
  wake(): void {
    this.askAll();
    this.advance();
  }

  /** How each duty fares in this process. */
  states(): LaneState[] {
    return this.lanes.map((lane) => lane.state);
  }

  /** Begins nothing new and waits for the turns under way, at most 25 s; what is cut off is done by the next process. */
  async stop(): Promise<void> {
    this.beginNothing();
    this.forget();
    let patience: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, DRAIN_MS);
    });
    await Promise.race([Promise.all(this.lanes.map((lane) => lane.rest())), limit]);
    clearTimeout(patience);
    for (const lane of this.lanes.filter((each) => each.isRunning)) {
      logOf(this.container).warn("Duty was cut off at shutdown and goes on in the next process", {
        duty: lane.duty.name,
      });
    }
  }

  private beginNothing(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private advance(): void {
    if (this.stopped) {
      return;
    }
    for (const lane of this.lanes) {
      while (lane.mayStart && !this.mustWait(lane)) {
        this.startTurn(lane);
      }
    }
    this.settleMoves();
    this.schedule();
  }

  private mustWait(lane: Lane): boolean {
    const { follows = [] } = lane.duty;
    return this.lanes.some((other) => follows.includes(other.duty.name) && other.goesBefore(lane));
  }

  private startTurn(lane: Lane): void {
    const now = this.clock.now();
    const from = performance.now();
    const { name } = lane.duty;
    const alsoLook = () => {
      this.calls += 1;
      lane.ask(this.calls);
      this.advance();
    };
    const run = () =>
      withOnlyLogFields({ duty: name }, async () => {
        await this.clock.assertRight();
        return lane.duty.run(this.container, now, alsoLook);
      });
    lane.start(now, run, (turn) => this.afterTurn(lane, turn, Math.round(performance.now() - from)));
  }

  private afterTurn(lane: Lane, turn: Turn, ms: number): void {
    const { name: duty } = lane.duty;
    dutyMetrics.turn(duty, turn.outcome, ms);
    const log = logOf(this.container);
    if (turn.report === null) {
      log.error(turn.outcome === "failed" ? "Duty failed" : "Duty is over its time limit", {
        duty,
        ms,
        error: turn.error,
      });
    } else {
      const { done, nextDueAt } = turn.report;
      log[done > 0 ? "info" : "debug"]("Duty pass", { duty, done, ms, next_due_at: nextDueAt });
      if (done > 0) {
        // What one duty did is often work for another.
        this.askAll();
      }
    }
    this.advance();
  }

  private settleMoves(): void {
    if (this.moves.length === 0 || this.lanes.some((lane) => lane.busy || this.isDue(lane))) {
      return;
    }
    const next = this.lanes.reduce<Date | null>((earliest, lane) => earlier(earliest, lane.nextDueAt), null);
    for (const move of this.moves.splice(0)) {
      move.settled(next);
    }
  }

  private isDue({ nextDueAt, idleTurns }: Lane): boolean {
    return nextDueAt !== null && nextDueAt <= this.clock.now() && idleTurns < IDLE_TURNS_THAT_SETTLE;
  }

  private askAll(): void {
    this.calls += 1;
    for (const lane of this.lanes) {
      lane.ask(this.calls);
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.lanes.length === 0) {
      return;
    }
    const now = this.clock.now().getTime();
    const waits = this.lanes
      .filter((lane) => !lane.busy && lane.nextDueAt !== null)
      .map((lane) => Math.max((lane.nextDueAt?.getTime() ?? now) - now, lane.idleTurns > 0 ? AT_MOST_EVERY_MS : 0));
    const looks = this.lanes.map((lane) => Math.max(0, lane.untilLook));
    this.timer = setTimeout(() => this.onTime(), Math.min(...looks, ...waits));
    this.timer.unref();
  }

  private onTime(): void {
    const now = this.clock.now();
    const due = (lane: Lane) => lane.untilLook <= 0 || (lane.nextDueAt !== null && lane.nextDueAt <= now);
    this.calls += 1;
    for (const lane of this.lanes.filter(due)) {
      lane.ask(this.calls);
    }
    this.advance();
  }
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) {
    return a ?? b;
  }
  return a.getTime() <= b.getTime() ? a : b;
}
