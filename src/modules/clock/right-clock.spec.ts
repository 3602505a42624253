import { RightClock, WrongClockError } from "./right-clock";

const MINUTE = 60_000;

/** A machine whose clock can be set beside the time that goes by, and a database that has the right time. */
function machine() {
  const right = Date.parse("2026-03-15T10:00:00Z");
  const at = { passed: 0, wrongBy: 0, asked: 0, silent: false };
  const clock = new RightClock({
    machine: () => right + at.passed + at.wrongBy,
    passed: () => at.passed,
    database: async () => {
      at.asked += 1;
      if (at.silent) {
        throw new Error("connection refused");
      }
      return new Date(right + at.passed);
    },
  });
  return { at, check: () => clock.assertRight() };
}

describe("the machine's clock, held against the database's", () => {
  it("is right when both agree, and is not asked about for every turn", async () => {
    const { at, check } = machine();
    for (let turn = 0; turn < 100; turn += 1) {
      at.passed += 1000;
      await check();
    }
    expect(at.asked).toBe(1);
  });

  it("is looked at again from time to time, since one may run fast", async () => {
    const { at, check } = machine();
    await check();
    at.passed += 6 * MINUTE;
    at.wrongBy = 30_000;
    await check();
    expect(at.asked).toBe(2);
    at.wrongBy = 6 * MINUTE;
    at.passed += 6 * MINUTE;
    await expect(check()).rejects.toThrow(WrongClockError);
  });

  it.each([
    ["a year forward", 365 * 24 * 60 * MINUTE],
    ["a day back", -24 * 60 * MINUTE],
  ])("that jumps %s is wrong at once, and right again when it is set back", async (_where, wrongBy) => {
    const { at, check } = machine();
    await check();
    at.passed += 1000;
    at.wrongBy = wrongBy;
    await expect(check()).rejects.toThrow(/clock .* and the database's .* Nothing is done/);
    await expect(check()).rejects.toThrow(WrongClockError);
    at.wrongBy = 0;
    await check();
  });

  it("that was wrong from the start is found before anything is done by it", async () => {
    const { at, check } = machine();
    at.wrongBy = 31 * 24 * 60 * MINUTE;
    await expect(check()).rejects.toThrow(WrongClockError);
  });

  it("is not believed while the database cannot be asked", async () => {
    const { at, check } = machine();
    at.silent = true;
    await expect(check()).rejects.toThrow("connection refused");
    at.silent = false;
    await check();
  });
});
