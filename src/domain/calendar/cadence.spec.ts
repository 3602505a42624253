import fc from "fast-check";
import { addDays, boundary, type Cadence, cadenceBoundary, cadencePeriodAt, contains } from "./index";

const DAY_MS = 86_400_000;
const dates = fc
  .integer({ min: Date.UTC(1996, 0, 1) / DAY_MS, max: Date.UTC(2105, 0, 1) / DAY_MS })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
const cadences = fc.record<Cadence>({
  unit: fc.constantFrom("week", "month", "quarter", "year"),
  count: fc.integer({ min: 1, max: 6 }),
});

describe("cadences", () => {
  it.each<[Cadence["unit"], number, string, string[]]>([
    ["week", 1, "2026-12-28", ["2026-12-28", "2027-01-04", "2027-01-11"]],
    ["week", 2, "2026-02-20", ["2026-02-20", "2026-03-06", "2026-03-20"]],
    ["month", 1, "2026-01-31", ["2026-01-31", "2026-02-28", "2026-03-31"]],
    ["month", 2, "2026-12-31", ["2026-12-31", "2027-02-28", "2027-04-30"]],
    ["quarter", 1, "2026-08-31", ["2026-08-31", "2026-11-30", "2027-02-28", "2027-05-31"]],
    ["quarter", 2, "2026-01-15", ["2026-01-15", "2026-07-15", "2027-01-15"]],
    ["year", 1, "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]],
    ["year", 3, "2024-02-29", ["2024-02-29", "2027-02-28", "2030-02-28"]],
  ])("every %s, %i at a time, from %s", (unit, count, anchor, expected) => {
    expect(expected.map((_, k) => cadenceBoundary(anchor, { unit, count }, k))).toEqual(expected);
  });

  it.each(["week", "month", "quarter", "year"] as const)("refuses a cadence of no or half a %s", (unit) => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => cadenceBoundary("2026-01-01", { unit, count }, 1)).toThrow(`whole number of ${unit}s`);
      expect(() => cadencePeriodAt("2026-01-01", { unit, count }, "2026-01-01")).toThrow(`whole number of ${unit}s`);
    }
  });

  it("tile time without gap or overlap, and find the one period that contains a day", () => {
    fc.assert(
      fc.property(dates, cadences, dates, fc.integer({ min: -20, max: 20 }), (anchor, cadence, date, k) => {
        const found = cadencePeriodAt(anchor, cadence, date);
        expect(contains(found, date)).toBe(true);
        expect([found.start, found.end]).toEqual([
          cadenceBoundary(anchor, cadence, found.index),
          cadenceBoundary(anchor, cadence, found.index + 1),
        ]);
        const start = cadenceBoundary(anchor, cadence, k);
        expect(cadencePeriodAt(anchor, cadence, start)).toMatchObject({ index: k, start });
        expect(cadencePeriodAt(anchor, cadence, addDays(start, -1))).toMatchObject({ index: k - 1, end: start });
      }),
      { numRuns: 500 },
    );
  });

  it("are the month boundaries for months, quarters and years, and steps of seven days for weeks", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 6 }), fc.integer({ min: -50, max: 50 }), (anchor, count, k) => {
        expect(cadenceBoundary(anchor, { unit: "month", count }, k)).toBe(boundary(anchor, count, k));
        expect(cadenceBoundary(anchor, { unit: "quarter", count }, k)).toBe(boundary(anchor, 3 * count, k));
        expect(cadenceBoundary(anchor, { unit: "year", count }, k)).toBe(boundary(anchor, 12 * count, k));
        expect(cadenceBoundary(anchor, { unit: "week", count }, k)).toBe(addDays(anchor, 7 * count * k));
      }),
    );
  });
});
