import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer } from "@medusajs/framework/utils";
import { ManualClock } from "../../modules/clock/manual-clock";
import type { Duty } from "./duty";
import { Ticker } from "./ticker";

const START = new Date("2026-03-15T00:00:00Z");

function setUp(duties: Duty[]) {
  const clock = new ManualClock(START);
  const logger = { error: jest.fn() };
  const container = createMedusaContainer();
  container.register({ clock: asValue(clock), logger: asValue(logger) });
  return { clock, logger, ticker: new Ticker(container, duties) };
}

const idle = () => new Promise((resolve) => setTimeout(resolve, 30));

describe("Ticker", () => {
  it("goes round until nothing is due, then reports the next instant to whoever moved the clock", async () => {
    const next = new Date("2026-04-15T00:00:00Z");
    let left = 3;
    const duty: Duty = {
      name: "batches",
      run: async (_container, now) => (left-- > 0 ? { done: 1, nextDueAt: now } : { done: 0, nextDueAt: next }),
    };
    const { clock, ticker } = setUp([duty]);
    const settled = jest.fn();
    jest.spyOn(clock, "onMoved").mockImplementation((listener) => {
      listener({ settled });
      return () => undefined;
    });
    ticker.start();
    await idle();
    expect(left).toBeLessThan(0);
    expect(settled).toHaveBeenCalledWith(next);
    await ticker.stop();
  });

  it("runs again when woken during a pass, never two passes at once", async () => {
    let running = 0;
    let runs = 0;
    const duty: Duty = {
      name: "slow",
      run: async () => {
        running += 1;
        runs += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running -= 1;
        return { done: 0, nextDueAt: null };
      },
    };
    const { ticker } = setUp([duty]);
    ticker.start();
    ticker.wake();
    ticker.wake();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(runs).toBe(2);
    await ticker.stop();
  });

  it("logs a duty that throws and still runs the others", async () => {
    const other = jest.fn().mockResolvedValue({ done: 0, nextDueAt: null });
    const { ticker, logger } = setUp([
      { name: "broken", run: () => Promise.reject(new Error("no database")) },
      { name: "other", run: other },
    ]);
    ticker.start();
    await idle();
    expect(other).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(expect.stringContaining("broken"));
    await ticker.stop();
  });

  it("does nothing after it was stopped", async () => {
    const run = jest.fn().mockResolvedValue({ done: 0, nextDueAt: null });
    const { ticker } = setUp([{ name: "duty", run }]);
    ticker.start();
    await ticker.stop();
    run.mockClear();
    ticker.wake();
    await idle();
    expect(run).not.toHaveBeenCalled();
  });
});
