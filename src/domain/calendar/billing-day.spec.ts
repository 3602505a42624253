import fc from "fast-check";
import {
  addDays,
  billingDayBoundary,
  billingDayPeriod,
  contains,
  isBillingDay,
  isLastDayOfMonth,
  periodDays,
} from "./index";

const DAY_MS = 86_400_000;
const dates = fc
  .integer({ min: Date.UTC(1996, 0, 1) / DAY_MS, max: Date.UTC(2105, 0, 1) / DAY_MS })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
const days = fc.integer({ min: 1, max: 31 });

describe("the billing day of an account", () => {
  it.each([
    [1, "2026-03-01", "2026-03-01", "2026-04-01"],
    [1, "2026-03-31", "2026-03-01", "2026-04-01"],
    [15, "2026-03-14", "2026-02-15", "2026-03-15"],
    [15, "2026-03-15", "2026-03-15", "2026-04-15"],
    [15, "2026-12-31", "2026-12-15", "2027-01-15"],
    [15, "2027-01-14", "2026-12-15", "2027-01-15"],
    [31, "2026-02-27", "2026-01-31", "2026-02-28"],
    [31, "2026-02-28", "2026-02-28", "2026-03-31"],
    [31, "2026-04-30", "2026-04-30", "2026-05-31"],
    [30, "2024-02-28", "2024-01-30", "2024-02-29"],
    [30, "2024-02-29", "2024-02-29", "2024-03-30"],
    [29, "2026-03-28", "2026-02-28", "2026-03-29"],
  ])("day %i: %s lies in [%s, %s)", (day, date, start, end) => {
    expect(billingDayPeriod(day, date)).toMatchObject({ start, end });
  });

  it("cuts the year where it should and never drifts after a short month", () => {
    const january = 2026 * 12;
    expect([0, 1, 2, 3, 11, 12].map((month) => billingDayBoundary(31, january + month))).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-12-31",
      "2027-01-31",
    ]);
  });

  it.each([0, 32, -1, 1.5, Number.NaN])("refuses day %d", (day) => {
    expect(isBillingDay(day)).toBe(false);
    expect(() => billingDayBoundary(day, 24_312)).toThrow("from 1 to 31");
    expect(() => billingDayPeriod(day, "2026-01-01")).toThrow("from 1 to 31");
  });

  it.each([1, 28, 31])("accepts day %i", (day) => {
    expect(isBillingDay(day)).toBe(true);
  });

  it("tiles time: each day lies in one month-long stretch between two billing days", () => {
    fc.assert(
      fc.property(days, dates, (day, date) => {
        const period = billingDayPeriod(day, date);
        expect(contains(period, date)).toBe(true);
        expect(periodDays(period)).toBeGreaterThanOrEqual(28);
        expect(periodDays(period)).toBeLessThanOrEqual(31);
        expect([period.start, period.end]).toEqual([
          billingDayBoundary(day, period.index),
          billingDayBoundary(day, period.index + 1),
        ]);
        expect(billingDayPeriod(day, period.end)).toMatchObject({ index: period.index + 1, start: period.end });
        expect(billingDayPeriod(day, addDays(period.start, -1))).toMatchObject({
          index: period.index - 1,
          end: period.start,
        });
        for (const edge of [period.start, period.end]) {
          expect(Number(edge.slice(8)) === day || (Number(edge.slice(8)) < day && isLastDayOfMonth(edge))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
