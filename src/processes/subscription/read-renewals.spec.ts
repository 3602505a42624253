import type { VendorSubscription } from "../../integrations/vendor-port";
import type { Subscription } from "../../modules/subscription";
import { readRenewals } from "./read-renewals";

const known = (termEndsOn: string, term: "P1M" | "P1Y" = "P1M", more: Partial<Subscription> = {}) =>
  ({
    startedOn: "2026-01-31",
    termStartedOn: "2026-01-31",
    termEndsOn,
    autoRenew: true,
    cancelAtEnd: false,
    terms: { term, billingPlan: "monthly" },
    ...more,
  }) as Subscription;
const read = (termEndsOn: string | null, change: Partial<VendorSubscription> = {}) =>
  ({ termEndsOn, term: "P1M", billingPlan: "monthly", startedOn: "2026-01-31", ...change }) as VendorSubscription;

const LATE = "2026-05-20";

test("nothing new: the same end, none", () => {
  expect(readRenewals(known("2026-02-28"), read("2026-02-28"), LATE)).toEqual({ kind: "none" });
  expect(readRenewals(known("2026-02-28"), read(null), LATE)).toEqual({ kind: "none" });
});

test("three months unseen are three terms, each from the end of the one before", () => {
  const expected = {
    kind: "renewed",
    terms: [
      { on: "2026-02-28", termEndsOn: "2026-03-28" },
      { on: "2026-03-28", termEndsOn: "2026-04-28" },
      { on: "2026-04-28", termEndsOn: "2026-05-28" },
    ],
  };
  expect(readRenewals(known("2026-02-28"), read("2026-05-28"), LATE)).toEqual(expected);
  expect(readRenewals(known("2026-02-28"), read("2026-05-28", { startedOn: "2026-04-28" }), LATE)).toEqual(expected);
});

test("the vendor's own end wins for the last term, where days are carried into the next month or left out", () => {
  const leap = { startedOn: "2028-02-29", termStartedOn: "2028-02-29" };
  expect(
    readRenewals(known("2029-02-28", "P1Y", leap), read("2030-02-28", { ...leap, term: "P1Y" }), "2029-03-01"),
  ).toEqual({
    kind: "renewed",
    terms: [{ on: "2029-02-28", termEndsOn: "2030-02-28" }],
  });
});

test("an aligned end is a renewal when the vendor says itself that the term began where it follows on", () => {
  const aligned = read("2026-08-31", { term: "P1Y", startedOn: "2026-02-28" });
  expect(readRenewals(known("2026-02-28", "P1Y"), aligned, LATE)).toEqual({
    kind: "renewed",
    terms: [{ on: "2026-02-28", termEndsOn: "2026-08-31" }],
  });
});

test.each([
  ["an earlier end", known("2026-02-28"), read("2026-01-31"), LATE],
  ["another term", known("2026-02-28"), read("2027-02-28", { term: "P1Y" }), LATE],
  ["another term with the same end", known("2026-02-28"), read("2026-02-28", { term: "P1Y" }), LATE],
  ["another billing plan", known("2026-02-28"), read("2026-03-28", { billingPlan: "annual" }), LATE],
  ["an end moved by days, of which nobody says that a term began", known("2026-05-19"), read("2026-05-31"), LATE],
  ["a term that begins tomorrow", known("2026-05-21"), read("2026-06-21"), LATE],
  ["terms of which the last has not begun", known("2026-02-28"), read("2026-06-28"), LATE],
  ["a term longer than any", known("2026-02-28", "P1Y"), read("2027-05-31", { term: "P1Y" }), LATE],
  [
    "a first day in the term before",
    known("2026-02-28"),
    read("2026-03-28", { startedOn: "2026-02-20" }),
    "2026-03-01",
  ],
  ["a first day after it", known("2026-02-28"), read("2026-03-28", { startedOn: "2026-03-01" }), "2026-03-01"],
  [
    "another first day of the term that runs",
    known("2026-02-28"),
    read("2026-02-28", { startedOn: "2026-02-01" }),
    LATE,
  ],
] as const)("%s is no renewal: a person decides, with both values", (_what, books, stated, today) => {
  expect(readRenewals(books, stated, today)).toMatchObject({
    kind: "differs",
    detail: expect.stringMatching(/the vendor has .* we have/),
  });
});

test("a term that began although no renewal was on record is an extended service term, from the day of that rule on", () => {
  const off = { autoRenew: false };
  expect(readRenewals(known("2026-05-31", "P1M", off), read("2026-06-30"), "2026-06-01")).toMatchObject({
    kind: "differs",
    detail: expect.stringContaining("extended service term"),
  });
  expect(readRenewals(known("2026-05-03", "P1M", off), read("2026-06-03"), "2026-05-03").kind).toBe("renewed");
});
