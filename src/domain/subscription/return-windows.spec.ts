import { type ReturnRule, returnableSeats, returnWindows, SEVEN_DAYS, type SeatTranche } from "./index";

const at = (text: string) => new Date(text);
const first: SeatTranche = { quantity: 10, openedAt: at("2026-03-15T10:42:00Z") };
const added: SeatTranche = { quantity: 5, openedAt: at("2026-04-01T18:00:00Z") };
const open = (now: string, tranches = [added, first], rules: readonly ReturnRule[] = [SEVEN_DAYS]) =>
  returnWindows({ tranches, vendor: null, rules, now: at(now) });

describe("return windows", () => {
  it.each([
    ["right after the purchase", "2026-03-15T10:42:00Z", 10],
    ["in the last second", "2026-03-22T10:41:59Z", 10],
    ["when 168 hours are over", "2026-03-22T10:42:00Z", 0],
  ])("by the rule, %s (%s), %i seats can go back", (_, now, seats) => {
    expect(returnableSeats(open(now, [first]))).toBe(seats);
  });

  it("counts hours, not days, across a change of the clocks", () => {
    const opened = { quantity: 1, openedAt: at("2026-03-27T09:00:00Z") };
    expect(open("2026-03-27T09:00:00Z", [opened])[0]?.untilAt).toEqual(at("2026-04-03T09:00:00Z"));
  });

  it("gives added seats their own window and does not reopen the first one", () => {
    expect(open("2026-04-02T00:00:00Z")).toEqual([
      { quantity: 5, untilAt: at("2026-04-08T18:00:00Z"), decidedBy: "rule" },
    ]);
  });

  it("puts the window that closes first in front", () => {
    const soon = { quantity: 2, openedAt: at("2026-03-14T10:42:00Z") };
    expect(open("2026-03-16T00:00:00Z", [first, soon]).map((window) => window.quantity)).toEqual([2, 10]);
  });

  it("takes the vendor's word, also when it is shorter, and when it is nothing", () => {
    const vendor = [
      { quantity: 3, untilAt: at("2026-04-05T00:00:00Z") },
      { quantity: 7, untilAt: at("2026-04-01T00:00:00Z") },
      { quantity: 0, untilAt: at("2026-04-09T00:00:00Z") },
    ];
    const input = { tranches: [added, first], rules: [SEVEN_DAYS], now: at("2026-04-02T00:00:00Z") };
    expect(returnWindows({ ...input, vendor })).toEqual([
      { quantity: 3, untilAt: at("2026-04-05T00:00:00Z"), decidedBy: "vendor" },
    ]);
    expect(returnWindows({ ...input, vendor: [] })).toEqual([]);
  });

  it("uses the rule of the day a tranche was opened", () => {
    const rules = [
      { validFrom: at("2026-04-01T00:00:00Z"), hours: 24 },
      { validFrom: at("2026-03-01T00:00:00Z"), hours: 72 },
      { validFrom: at("2026-05-01T00:00:00Z"), hours: 1 },
    ];
    expect(open("2026-03-15T12:00:00Z", [first], rules)[0]?.untilAt).toEqual(at("2026-03-18T10:42:00Z"));
    expect(open("2026-04-02T00:00:00Z", [added], rules)[0]?.untilAt).toEqual(at("2026-04-02T18:00:00Z"));
    const onTheDot = { quantity: 1, openedAt: at("2026-04-01T00:00:00Z") };
    expect(open("2026-04-01T00:00:00Z", [onTheDot], rules)[0]?.untilAt).toEqual(at("2026-04-02T00:00:00Z"));
    expect(open("2026-02-01T00:00:00Z", [{ ...first, openedAt: at("2026-02-01T00:00:00Z") }], rules)).toEqual([]);
  });
});
