import type { VendorSubscription } from "../../integrations/vendor-port";
import type { Subscription } from "../../modules/subscription";
import { readRenewals } from "./read-renewals";

const known = (termEndsOn: string, term: "P1M" | "P1Y" = "P1M", more: Partial<Subscription> = {}) =>
  ({
    termStartedOn: "2026-01-31",
    termEndsOn,
    autoRenew: true,
    cancelAtEnd: false,
    terms: { term, billingPlan: "monthly" },
    ...more,
  }) as Subscription;
const read = (termEndsOn: string | null, change: Partial<VendorSubscription> = {}) =>
  ({ termEndsOn, term: "P1M", billingPlan: "monthly", ...change }) as VendorSubscription;

test("nothing new: the same end, an earlier one, none", () => {
  expect(readRenewals(known("2026-02-28"), read("2026-02-28"))).toEqual({ kind: "none" });
  expect(readRenewals(known("2026-02-28"), read("2026-01-31"))).toEqual({ kind: "none" });
  expect(readRenewals(known("2026-02-28"), read(null))).toEqual({ kind: "none" });
});

test("three months unseen are three terms, each from the end of the one before", () => {
  expect(readRenewals(known("2026-02-28"), read("2026-05-28"))).toEqual({
    kind: "renewed",
    terms: [
      { on: "2026-02-28", termEndsOn: "2026-03-28" },
      { on: "2026-03-28", termEndsOn: "2026-04-28" },
      { on: "2026-04-28", termEndsOn: "2026-05-28" },
    ],
  });
});

test("the vendor's own end wins for the last term", () => {
  expect(readRenewals(known("2026-02-28", "P1Y"), read("2027-03-01", { term: "P1Y" }))).toEqual({
    kind: "renewed",
    terms: [{ on: "2026-02-28", termEndsOn: "2027-03-01" }],
  });
});

test("another term or billing plan is another price: a person decides", () => {
  expect(readRenewals(known("2026-02-28"), read("2027-02-28", { term: "P1Y" })).kind).toBe("other_plan");
  expect(readRenewals(known("2026-02-28"), read("2026-03-28", { billingPlan: "annual" })).kind).toBe("other_plan");
});

test("a term that began although no renewal was on record is an extended service term, from the day of that rule on", () => {
  const off = { autoRenew: false };
  expect(readRenewals(known("2026-05-31", "P1M", off), read("2026-06-30"))).toMatchObject({
    kind: "other_plan",
    detail: expect.stringContaining("extended service term"),
  });
  expect(readRenewals(known("2026-05-03", "P1M", off), read("2026-06-03")).kind).toBe("renewed");
});
