import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer } from "@medusajs/framework/utils";
import { CLOCK_MODULE, type Clock, type ClockMove } from "../../modules/clock";
import { ManualClock } from "../../modules/clock/manual-clock";
import type { Duty } from "./duty";
import { Ticker } from "./ticker";

const START = new Date("2026-03-15T00:00:00Z");

class TestClock extends ManualClock implements Clock {
  private mover: ((move: ClockMove) => void) | undefined;
  stopping: (() => Promise<void>) | undefined;
  wrong: Error | undefined;

  async assertRight(): Promise<void> {
    if (this.wrong !== undefined) {
      throw this.wrong;
    }
  }

  override onMoved(listener: (move: ClockMove) => void): () => void {
    this.mover = listener;
    return super.onMoved(listener);
  }

  onStopping(listener: () => Promise<void>): () => void {
    this.stopping = listener;
    return () => undefined;
  }

  /** Moves to `at` and resolves with what the ticker reports when it has settled. */
  moveTo(at: Date): Promise<Date | null> {
    this.set(at);
    return new Promise((resolve) => this.mover?.({ settled: resolve }));
  }
}

function setUp(duties: Duty[]) {
  const clock = new TestClock(START);
  const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
  const container = createMedusaContainer();
  container.register({ [CLOCK_MODULE]: asValue(clock), logger: asValue(logger) });
  return { clock, logger, ticker: new Ticker(container, duties) };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const idle = { done: 0, nextDueAt: null };
const never = () => new Promise<never>(() => undefined);
const duty = (name: string, run: Duty["run"], more: Partial<Duty> = {}): Duty => ({
  name,
  limitMs: 1_000,
  run,
  ...more,
});

describe("Ticker", () => {
  let ticker: Ticker;
  afterEach(async () => ticker.stop());

  it("goes on until nothing is due, then reports the next instant to whoever moved the clock", async () => {
    const next = new Date("2026-04-15T00:00:00Z");
    let left = 3;
    const batches = duty("batches", async (_container, now) =>
      left-- > 0 ? { done: 1, nextDueAt: now } : { done: 0, nextDueAt: next },
    );
    const world = setUp([batches, duty("other", async () => idle)]);
    ticker = world.ticker.start();
    expect(await world.clock.moveTo(new Date("2026-03-16T00:00:00Z"))).toEqual(next);
    expect(left).toBeLessThan(0);
  });

  it("runs again when woken during a turn, never two turns of a duty with one place at once", async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const slow = duty("slow", async () => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      await wait(10);
      running -= 1;
      return idle;
    });
    ticker = setUp([slow]).ticker.start();
    await wait(2);
    ticker.wake();
    ticker.wake();
    await wait(60);
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  it("lets one that hangs delay nobody but those that follow it, and those no longer than its limit", async () => {
    const other = jest.fn().mockResolvedValue(idle);
    const follower = jest.fn().mockResolvedValue(idle);
    const world = setUp([
      duty("hangs", never, { limitMs: 80 }),
      duty("other", other),
      duty("follower", follower, { follows: ["hangs"] }),
    ]);
    ticker = world.ticker.start();
    await wait(30);
    expect(other).toHaveBeenCalledTimes(1);
    expect(follower).not.toHaveBeenCalled();
    await wait(100);
    expect(follower).toHaveBeenCalledTimes(1);
    expect(world.logger.error).toHaveBeenCalledWith(expect.stringMatching(/over its time limit.*duty=hangs/));
    expect(ticker.states().find((state) => state.duty === "hangs")).toMatchObject({ overdue: true, failuresInARow: 1 });
  });

  it("rests a duty whose turns all hang instead of piling them up", async () => {
    const run = jest.fn(never);
    ticker = setUp([duty("hangs", run, { limitMs: 5 })]).ticker.start();
    for (let i = 0; i < 8; i += 1) {
      await wait(15);
      ticker.wake();
    }
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("gives work to a free place while another turn hangs", async () => {
    const done: number[] = [];
    const work = [1, 2, 3];
    let wakeUp: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const tasks = duty(
      "tasks",
      async (_container, _now, alsoLook) => {
        const task = work.shift();
        if (task === undefined) {
          return idle;
        }
        alsoLook?.();
        await (task === 1 ? hanging : wait(1));
        done.push(task);
        return { done: 1, nextDueAt: null };
      },
      { places: 2 },
    );
    ticker = setUp([tasks]).ticker.start();
    await wait(60);
    expect(done).toEqual([2, 3]);
    // Stopping waits for turns under way.
    wakeUp();
  });

  it("does not starve a duty by others that are woken all the time", async () => {
    const follower = jest.fn().mockResolvedValue(idle);
    const busy = duty("busy", async () => {
      await wait(3);
      return { done: 1, nextDueAt: null };
    });
    ticker = setUp([busy, duty("follower", follower, { follows: ["busy"] })]).ticker.start();
    await wait(80);
    expect(follower.mock.calls.length).toBeGreaterThan(2);
  });

  it("wakes the others when one did something", async () => {
    const other = jest.fn().mockResolvedValue(idle);
    let first = true;
    const once = duty("once", async () => {
      await wait(10);
      const done = first ? 1 : 0;
      first = false;
      return { done, nextDueAt: null };
    });
    ticker = setUp([once, duty("other", other)]).ticker.start();
    await wait(50);
    expect(other).toHaveBeenCalledTimes(2);
  });

  it("does not keep the processor busy for a duty that says now and does nothing, and settles", async () => {
    const run = jest.fn(async (_container: unknown, now: Date) => ({ done: 0, nextDueAt: now }));
    const world = setUp([duty("restless", run)]);
    ticker = world.ticker.start();
    await wait(300);
    expect(run.mock.calls.length).toBeLessThan(4);
    await world.clock.moveTo(START);
  }, 10_000);

  it("logs a duty that throws and still runs the others", async () => {
    const other = jest.fn().mockResolvedValue(idle);
    const world = setUp([duty("broken", () => Promise.reject(new Error("no database"))), duty("other", other)]);
    ticker = world.ticker.start();
    await wait(30);
    expect(other).toHaveBeenCalledTimes(1);
    expect(world.logger.error).toHaveBeenCalledWith(expect.stringContaining("duty=broken"));
  });

  it("does nothing by a clock that is wrong, says so, and goes on once it is right", async () => {
    const run = jest.fn().mockResolvedValue(idle);
    const world = setUp([duty("billing", run)]);
    world.clock.wrong = new Error("This machine's clock is a year ahead.");
    ticker = world.ticker.start();
    await wait(20);
    expect(run).not.toHaveBeenCalled();
    expect(ticker.states()).toMatchObject([{ failuresInARow: 1 }]);
    expect(world.logger.error).toHaveBeenCalledWith(expect.stringMatching(/Duty failed.*a year ahead/));
    world.clock.wrong = undefined;
    ticker.wake();
    await wait(20);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("finishes the turn under way when the application stops, and begins no other", async () => {
    const ended = jest.fn();
    const run = jest.fn(async () => {
      await wait(40);
      ended();
      return { done: 1, nextDueAt: null };
    });
    const world = setUp([duty("long", run)]);
    ticker = world.ticker.start();
    await wait(5);
    await world.clock.stopping?.();
    expect(ended).toHaveBeenCalledTimes(1);
    ticker.wake();
    await wait(10);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("without a duty sleeps, and does not wake again and again for nothing", async () => {
    const timers = jest.spyOn(globalThis, "setTimeout");
    ticker = setUp([]).ticker.start();
    await wait(20);
    expect(timers).toHaveBeenCalledTimes(1);
    timers.mockRestore();
  });

  it("begins no other turn from the signal on, however long the last request takes", async () => {
    const run = jest.fn(async () => {
      await wait(2);
      return { done: 1, nextDueAt: null };
    });
    const world = setUp([duty("any", run)]);
    ticker = world.ticker.start();
    await wait(10);
    const before = run.mock.calls.length;
    expect(before).toBeGreaterThan(0);
    // Not the whole signal, which others of this process hear too.
    const [heard] = process.listeners("SIGTERM").slice(-1);
    heard?.("SIGTERM");
    ticker.wake();
    await wait(10);
    expect(run).toHaveBeenCalledTimes(before);
  });
});
