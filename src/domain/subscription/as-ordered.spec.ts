import { differenceFromOrder, isTermEnd, type StatedTerm } from "./as-ordered";

const ORDERED = { quantity: 5, term: "P1Y", billingPlan: "monthly", orderedOn: "2026-11-29" } as const;
const TRUE: StatedTerm = {
  quantity: 5,
  term: "P1Y",
  billingPlan: "monthly",
  startedOn: "2026-11-29",
  termEndsOn: "2027-11-29",
};
const stated = (change: Partial<StatedTerm>, today = "2026-11-29") =>
  differenceFromOrder(ORDERED, { ...TRUE, ...change }, today);

describe("what the vendor has begun is what was ordered", () => {
  it.each<[string, Partial<StatedTerm>, string?]>([
    ["the very same", {}],
    ["begun a day before, in another zone", { startedOn: "2026-11-28", termEndsOn: "2027-11-28" }],
    [
      "an order that waited a month for the vendor",
      { startedOn: "2026-12-29", termEndsOn: "2027-12-29" },
      "2026-12-29",
    ],
    ["looked at long after", {}, "2027-03-01"],
    ["no end, term or plan named", { termEndsOn: null, term: "", billingPlan: "" }],
  ])("%s", (_case, change, today = "2026-11-29") => expect(stated(change, today)).toBeNull());
});

describe("a person decides, before anything is charged, when", () => {
  it.each<[string, Partial<StatedTerm>, string]>([
    ["it began years ago", { startedOn: "2020-01-01", termEndsOn: "2021-01-01" }, "2020-01-01"],
    ["it began months ago", { startedOn: "2026-01-01" }, "2026-01-01"],
    ["it begins in a year", { startedOn: "2028-03-01", termEndsOn: "2029-03-01" }, "2028-03-01"],
    ["it ends early", { termEndsOn: "2026-12-31" }, "until 2027-11-28, the vendor ends it on 2026-12-30"],
    ["it ends a day early", { termEndsOn: "2027-11-28" }, "ends it on 2027-11-27"],
    ["it ends late", { termEndsOn: "2036-11-29" }, "ends it on 2036-11-28"],
    ["it ends before it starts", { termEndsOn: "2025-01-01" }, "ends it on 2024-12-31"],
    ["it has other seats", { quantity: 300 }, "5 seats were ordered, the vendor has 300"],
    ["it has another term", { term: "P1M" }, "P1Y was ordered, the vendor has P1M"],
    ["it is charged otherwise", { billingPlan: "annual" }, "monthly was ordered, the vendor has annual"],
  ])("%s", (_case, change, words) => expect(stated(change)).toContain(words));
});

it.each([
  ["2026-01-31", "P1M", ["2026-02-28", "2026-03-01", "2026-03-03"], ["2026-02-27", "2026-03-04"]],
  ["2028-02-29", "P1Y", ["2029-02-28", "2029-03-01"], ["2029-03-02", "2029-02-27"]],
  ["2027-02-28", "P1Y", ["2028-02-28"], ["2028-02-29"]],
  ["2026-02-28", "P1M", ["2026-03-28"], ["2026-03-31"]],
  ["2026-12-31", "P3Y", ["2029-12-31"], ["2030-01-01"]],
] as const)("a term from %s for %s", (start, term, right, wrong) => {
  expect(right.filter((end) => !isTermEnd(start, term, end))).toEqual([]);
  expect(wrong.filter((end) => isTermEnd(start, term, end))).toEqual([]);
});
