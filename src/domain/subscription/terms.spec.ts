import {
  type BillingPlan,
  billingDayOf,
  chargeCount,
  chargeMonths,
  isBillingPlan,
  isTerm,
  type Term,
  termEnd,
  termMonths,
} from "./index";

describe("terms and billing plans", () => {
  it.each<[Term, BillingPlan, number]>([
    ["P1M", "monthly", 1],
    ["P1Y", "monthly", 12],
    ["P1Y", "annual", 1],
    ["P3Y", "monthly", 36],
    ["P3Y", "annual", 3],
    ["P3Y", "triennial", 1],
  ])("%s %s has %i charges", (term, plan, count) => {
    expect(chargeCount(term, plan)).toBe(count);
    expect(chargeCount(term, plan) * chargeMonths(plan)).toBe(termMonths(term));
  });

  it.each<[Term, BillingPlan]>([
    ["P1M", "annual"],
    ["P1M", "triennial"],
    ["P1Y", "triennial"],
  ])("%s cannot be charged %s", (term, plan) => {
    expect(() => chargeCount(term, plan)).toThrow(`A term of ${term} cannot be charged with the ${plan} billing plan`);
  });

  // Exclusive ends; the vendor's documented last days are one day earlier.
  it.each<[string, Term, string]>([
    ["2026-01-31", "P1M", "2026-02-28"],
    ["2026-01-30", "P1M", "2026-02-28"],
    ["2026-02-28", "P1M", "2026-03-28"],
    ["2026-05-31", "P1M", "2026-06-30"],
    ["2021-01-31", "P1Y", "2022-01-31"],
    ["2024-02-29", "P1Y", "2025-02-28"],
    ["2024-02-29", "P3Y", "2027-02-28"],
  ])("a term from %s of %s ends before %s", (start, term, end) => {
    expect(termEnd(start, term)).toBe(end);
  });

  it.each<[BillingPlan, number | undefined, number | null]>([
    ["monthly", 5, 5],
    ["monthly", undefined, null],
    ["annual", 5, null],
    ["triennial", 5, null],
  ])("%s with billing day %s is charged on %s", (billingPlan, billingDay, expected) => {
    const terms = { term: "P3Y", billingPlan, currency: "USD", unitTermPrice: 1, priceVersion: "any" } as const;
    expect(billingDayOf(billingDay === undefined ? terms : { ...terms, billingDay })).toBe(expected);
  });

  it("recognises its own words only", () => {
    expect(["P1M", "P1Y", "P3Y"].every(isTerm)).toBe(true);
    expect(["P2Y", "p1m", "toString", ""].some(isTerm)).toBe(false);
    expect(["monthly", "annual", "triennial"].every(isBillingPlan)).toBe(true);
    expect(["Monthly", "none", "constructor"].some(isBillingPlan)).toBe(false);
  });
});
