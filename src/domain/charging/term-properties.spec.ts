import fc from "fast-check";
import { addDays, daysBetween } from "../calendar";
import { type BillingPlan, type CommercialTerms, chargeCount, type Term, termEnd } from "../subscription";
import {
  type ChargeLine,
  chargePeriods,
  chargingPolicy,
  DEFAULT_CHARGING_POLICY,
  planCharges,
  quotePurchase,
} from "./index";
import { play } from "./testing/replay";

const FAR = "2060-01-01";
const dates = fc
  .tuple(
    fc.integer({ min: 2023, max: 2028 }),
    fc.integer({ min: 0, max: 11 }),
    fc.constantFrom(1, 2, 15, 28, 29, 30, 31),
  )
  .map(([year, month, day]) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10));
const quantities = fc.integer({ min: 1, max: 300 });
const anyTerms = fc
  .record({
    plan: fc.constantFrom<[Term, BillingPlan]>(
      ["P1M", "monthly"],
      ["P1Y", "monthly"],
      ["P1Y", "annual"],
      ["P3Y", "monthly"],
      ["P3Y", "annual"],
      ["P3Y", "triennial"],
    ),
    unitTermPrice: fc.integer({ min: 0, max: 200_000 }),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
  })
  .map(
    ({ plan: [term, billingPlan], ...rest }): CommercialTerms => ({ term, billingPlan, priceVersion: "any", ...rest }),
  );
const anyPolicy = fc.constantFrom("seat-down-1", "seat-nearest-1", "line-nearest-1").map(chargingPolicy);

describe("a term, for any anchor", () => {
  it("is tiled by its charge periods, whose prices add up to the term's", () => {
    fc.assert(
      fc.property(dates, anyTerms, fc.integer({ min: 0, max: 400 }), (on, terms, shorten) => {
        const full = termEnd(on, terms.term);
        const periods = chargePeriods(on, full, terms, DEFAULT_CHARGING_POLICY);
        expect(periods).toHaveLength(chargeCount(terms.term, terms.billingPlan));
        expect(periods.reduce((sum, charge) => sum + charge.unitPrice, 0)).toBe(terms.unitTermPrice);
        const end = addDays(full, -Math.min(shorten, daysBetween(on, full) - 1));
        let edge = on;
        for (const charge of chargePeriods(on, end, terms, DEFAULT_CHARGING_POLICY)) {
          expect(charge.period.start).toBe(edge);
          expect(charge.period.end > edge).toBe(true);
          expect(charge.referencePeriod.end >= charge.period.end).toBe(true);
          edge = charge.period.end;
        }
        expect(edge).toBe(end);
      }),
      { numRuns: 400 },
    );
  });

  it("previews exactly what its activation and its months will charge", () => {
    fc.assert(
      fc.property(dates, anyTerms, quantities, anyPolicy, (startOn, terms, quantity, policy) => {
        const quote = quotePurchase({ startOn, quantity, terms, policy });
        const bought = play(startOn, quantity, terms, []);
        const plan = (until: string) =>
          planCharges({ subscriptionId: "s", events: bought, until, billed: [], policy }).lines;
        const facts = (lines: readonly ChargeLine[]) =>
          lines.map(({ key, subscriptionId, sourceEventId, termEventId, ...rest }) => rest);
        expect(facts(quote.dueNow)).toEqual(facts(plan(startOn)));
        const all = plan(FAR);
        expect(all.reduce((total, line) => total + line.amount.amount, 0)).toBe(quote.wholeTerm.amount);
        expect(all.map((line) => line.period)).toEqual(quote.termPeriods);
        expect(all.slice(0, -1).every((line) => line.amount.amount === quote.eachPeriod.amount)).toBe(true);
        expect(quote.termPeriods.at(-1)?.end).toBe(quote.termEndsOn);
        expect(quote.termPeriods[0]).toEqual(quote.firstPeriod);
      }),
      { numRuns: 300 },
    );
  });
});
