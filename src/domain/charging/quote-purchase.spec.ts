import { type CommercialTerms, HistoryError } from "../subscription";
import { DEFAULT_CHARGING_POLICY, quotePurchase } from "./index";
import { terms } from "./testing/sample";

const quote = (startOn: string, quantity: number, change: Partial<CommercialTerms> = {}) =>
  quotePurchase({ startOn, quantity, terms: { ...terms, ...change }, policy: DEFAULT_CHARGING_POLICY });

describe("the cost of a purchase", () => {
  it("says what is due now, each month, and for the whole term", () => {
    const { dueNow, ...rest } = quote("2026-03-15", 10);
    expect(dueNow.map((line) => [line.amount.amount, line.formula])).toEqual([
      [22_000, "10 seats x 22.00 USD, 15 Mar 2026 to 14 Apr 2026"],
    ]);
    expect(rest).toMatchObject({
      eachPeriod: { amount: 22_000, currency: "USD" },
      period: "month",
      chargeCount: 12,
      wholeTerm: { amount: 264_000, currency: "USD" },
      firstPeriod: { start: "2026-03-15", end: "2026-04-15" },
      termEndsOn: "2027-03-15",
    });
    expect(rest.termPeriods).toHaveLength(12);
  });

  it.each([
    ["P1M", "monthly", "month", 1, "2026-02-28", "2026-02-28"],
    ["P1Y", "annual", "year", 1, "2027-01-31", "2027-01-31"],
    ["P3Y", "monthly", "month", 36, "2026-02-28", "2029-01-31"],
    ["P3Y", "annual", "year", 3, "2027-01-31", "2029-01-31"],
    ["P3Y", "triennial", "three_years", 1, "2029-01-31", "2029-01-31"],
  ] as const)("%s %s on 31 January", (term, billingPlan, period, count, firstEnd, termEndsOn) => {
    expect(quote("2026-01-31", 1, { term, billingPlan })).toMatchObject({
      period,
      chargeCount: count,
      firstPeriod: { start: "2026-01-31", end: firstEnd },
      termEndsOn,
    });
  });

  it("quotes the regular charge and the exact whole where the split leaves a remainder", () => {
    const { eachPeriod, wholeTerm } = quote("2026-03-15", 3, { unitTermPrice: 26_399 });
    expect([eachPeriod.amount, wholeTerm.amount]).toEqual([6597, 79_197]);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d seats", (quantity) => {
    expect(() => quote("2026-03-15", quantity)).toThrow(HistoryError);
  });

  it("refuses a day and terms that do not exist", () => {
    expect(() => quote("2026-02-30", 1)).toThrow("is not a date");
    expect(() => quote("2026-03-15", 1, { term: "P1M", billingPlan: "annual" })).toThrow("cannot be charged");
  });
});
