import type { LocalDate } from "../../../domain/calendar";
import {
  type ChargeLine,
  DEFAULT_CHARGING_POLICY,
  type PurchaseQuote,
  planCharges,
  quotePurchase,
} from "../../../domain/charging";
import type { DiscountedLine } from "../../../domain/discounts";
import type { SellablePlan } from "../../../modules/catalog";
import type { Company } from "../../../modules/company";
import type { BillableSubscription } from "../../../modules/subscription";
import { type DiscountBook, discountLines } from "../../billing/plan/discount-lines";

/** A line of a quote as the subscription it would become: what is due now, and every charge of its term. */
export type PlannedTerm = {
  readonly plan: SellablePlan;
  readonly quantity: number;
  readonly purchase: PurchaseQuote;
  readonly charges: readonly ChargeLine[];
};

export type DiscountedTerm = Omit<PlannedTerm, "charges"> & { readonly lines: readonly DiscountedLine<ChargeLine>[] };

/** Plans the whole term of a line with the planner that will bill it. */
export function planTerm(startOn: LocalDate, billingDay: number | null) {
  return (
    { plan, quantity }: { readonly plan: SellablePlan; readonly quantity: number },
    index: number,
  ): PlannedTerm => {
    const { term, billingPlan, currency, unitTermPrice, priceVersion } = plan;
    const day = billingDay === null ? {} : { billingDay };
    const terms = { term, billingPlan, currency, unitTermPrice, priceVersion, ...day };
    const policy = DEFAULT_CHARGING_POLICY;
    const purchase = quotePurchase({ startOn, quantity, terms, policy });
    const { termEndsOn } = purchase;
    const event = { type: "started", id: "purchase", sequence: 1, on: startOn, quantity, terms, termEndsOn } as const;
    const subscriptionId = `quote:${index}`;
    const { lines } = planCharges({ subscriptionId, events: [event], until: termEndsOn, billed: [], policy });
    return { plan, quantity, purchase, charges: lines };
  };
}

/**
 * Takes the discounts off that the company's invoices would take off: over all lines of the quote together, and with
 * what the company has already. A visitor has no company, so discounts of named companies do not apply.
 */
export function discountTerms(
  terms: readonly PlannedTerm[],
  facts: {
    readonly currency: string;
    readonly company: Company | null;
    readonly discounts: DiscountBook;
    readonly subscriptions: readonly BillableSubscription[];
  },
): DiscountedTerm[] {
  const { currency, company, discounts, subscriptions } = facts;
  const also = terms.map(({ plan, quantity, purchase, charges }) => ({
    subscriptionId: charges[0]?.subscriptionId ?? "",
    vendor: plan.vendor,
    productId: plan.productId,
    planId: plan.planId,
    seats: quantity,
    period: { start: purchase.firstPeriod.start, end: purchase.termEndsOn },
  }));
  // What is due now is one invoice; each later charge is on an invoice of its own day.
  const days = [...new Set(terms.flatMap(({ charges }) => charges.map((line) => line.period.start)))];
  const byDay = new Map(
    days.map((day) => [
      day,
      discountLines({
        currency,
        companyId: company?.id ?? "",
        lines: terms.flatMap(({ charges }) => charges.filter((line) => line.period.start === day)),
        billed: [],
        discounts,
        subscriptions,
        also,
      }),
    ]),
  );
  return terms.map(({ charges, ...term }) => {
    const keys = new Set(charges.map((line) => line.key));
    const lines = days.flatMap((day) => byDay.get(day) ?? []).filter((line) => keys.has(line.key));
    return { ...term, lines };
  });
}
