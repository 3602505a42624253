import fc from "fast-check";
import { addDays } from "../calendar";
import { coTerminatedEnd, type Term, termEnd } from "./index";

const DAY_MS = 86_400_000;
const dates = fc
  .integer({ min: Date.UTC(2020, 0, 1) / DAY_MS, max: Date.UTC(2032, 0, 1) / DAY_MS })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
const anyTerm = fc.constantFrom<Term>("P1M", "P1Y", "P3Y");

describe("a term that ends together with another", () => {
  it.each<[string, string, Term, string]>([
    ["one day after the start", "2026-03-15", "P1Y", "2026-03-16"],
    ["in the middle", "2026-03-15", "P1Y", "2026-11-01"],
    ["the day before its natural end", "2026-03-15", "P1Y", "2027-03-14"],
    ["on its natural end", "2026-03-15", "P1Y", "2027-03-15"],
    ["on the clamped end of a month", "2026-01-31", "P1M", "2026-02-28"],
  ])("%s", (_, startOn, term, alignTo) => {
    expect(coTerminatedEnd({ startOn, term, alignTo })).toBe(alignTo);
  });

  it.each<[string, Term, string, string]>([
    ["2026-03-15", "P1Y", "2027-03-16", "aligning only shortens it, and it ends on 2027-03-15"],
    ["2026-01-31", "P1M", "2026-03-01", "it ends on 2026-02-28"],
    ["2026-03-15", "P1Y", "2026-03-15", "must last at least one day"],
    ["2026-03-15", "P1Y", "2026-03-14", "must last at least one day"],
    ["2026-03-15", "P1Y", "2026-11-31", `"2026-11-31" is not a date`],
    ["2026-03-32", "P1Y", "2026-11-30", `"2026-03-32" is not a date`],
  ])("from %s for %s not on %s: %s", (startOn, term, alignTo, problem) => {
    expect(() => coTerminatedEnd({ startOn, term, alignTo })).toThrow(problem);
  });

  it.each<[string, Term, string]>([
    ["2026-03-15", "P1Y", "2027-03-01"],
    ["2026-03-01", "P1Y", "2027-03-01"],
    ["2026-03-02", "P1M", "2026-04-01"],
    ["2026-01-31", "P1M", "2026-02-01"],
    ["2026-12-31", "P1M", "2027-01-01"],
    ["2024-02-29", "P3Y", "2027-02-01"],
  ])("from %s for %s with a calendar month: before %s", (startOn, term, end) => {
    expect(coTerminatedEnd({ startOn, term, alignTo: "month_end" })).toBe(end);
  });

  it("has at least a day and never outlasts its natural end; the month's end is the last one inside", () => {
    fc.assert(
      fc.property(dates, anyTerm, (startOn, term) => {
        const end = coTerminatedEnd({ startOn, term, alignTo: "month_end" });
        const natural = termEnd(startOn, term);
        expect(end > startOn && end <= natural && end.endsWith("-01")).toBe(true);
        expect(addDays(end, 31) > natural).toBe(true);
        expect(coTerminatedEnd({ startOn, term, alignTo: end })).toBe(end);
      }),
    );
  });
});
