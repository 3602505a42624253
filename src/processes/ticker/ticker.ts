import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { CLOCK_MODULE, type Clock, type ClockMove } from "../../modules/clock";
import type { Duty } from "./duty";

const AT_LEAST_EVERY_MS = 60_000;
const AT_MOST_EVERY_MS = 200;
/** A duty that always says "there is more" must not keep the others waiting for ever. */
const ROUNDS_PER_PASS = 100;

/**
 * Runs the duties one after another: at the earliest instant one of them named, at least once a minute, and when woken.
 * It makes things sooner, never certain: certainty lies in each duty's own keys and leases, so a second ticker on
 * another machine does no harm and a dead one only costs time.
 */
export class Ticker {
  private readonly clock: Clock;
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private moves: ClockMove[] = [];
  private forget: () => void = () => undefined;

  constructor(
    private readonly container: MedusaContainer,
    private readonly duties: readonly Duty[],
  ) {
    this.clock = container.resolve(CLOCK_MODULE);
  }

  start(): this {
    this.forget = this.clock.onMoved((move) => {
      this.moves.push(move);
      this.wake();
    });
    this.wake();
    return this;
  }

  /** Looks for due work now; while a pass is running, once more right after it. */
  wake(): void {
    if (this.stopped) {
      return;
    }
    if (this.pass) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.pass = this.runPass().finally(() => {
      this.pass = undefined;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.forget();
    clearTimeout(this.timer);
    await this.pass;
  }

  private async runPass(): Promise<void> {
    const moves = this.moves.splice(0);
    let next = await this.runRound();
    for (let round = 1; round < ROUNDS_PER_PASS && isDue(next, this.clock.now()); round += 1) {
      next = await this.runRound();
    }
    for (const move of moves) {
      move.settled(next);
    }
    this.schedule(next);
  }

  /** Runs every duty once; returns the earliest next instant. A duty that throws is logged and tried again later. */
  private async runRound(): Promise<Date | null> {
    let earliest: Date | null = null;
    for (const duty of this.duties) {
      if (this.stopped) {
        return null;
      }
      try {
        const report = await duty.run(this.container, this.clock.now());
        earliest = earlier(earliest, report.nextDueAt);
      } catch (error) {
        const logger = this.container.resolve(ContainerRegistrationKeys.LOGGER);
        logger.error(`Duty ${duty.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      }
    }
    return earliest;
  }

  private schedule(next: Date | null): void {
    if (this.stopped) {
      return;
    }
    const wait = next ? next.getTime() - this.clock.now().getTime() : AT_LEAST_EVERY_MS;
    this.timer = setTimeout(() => this.wake(), Math.min(Math.max(wait, AT_MOST_EVERY_MS), AT_LEAST_EVERY_MS));
    this.timer.unref();
  }
}

function isDue(at: Date | null, now: Date): boolean {
  return at !== null && at.getTime() <= now.getTime();
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) {
    return a ?? b;
  }
  return a.getTime() <= b.getTime() ? a : b;
}
