import type { LocalDate, ServicePeriod } from "../calendar";
import { type Money, money, times } from "../money";
import { installment } from "../pricing";
import { type BillingPlan, type CommercialTerms, chargeCount, type SubscriptionEvent, termEnd } from "../subscription";
import type { ChargeLine } from "./charge-line";
import { chargePeriods } from "./charge-periods";
import { planCharges } from "./plan-charges";
import type { ChargingPolicy } from "./policy";

export type PeriodName = "month" | "year" | "three_years";

export type PurchaseQuoteInput = {
  /** First day of the term, in the zone the subscription is billed in. */
  readonly startOn: LocalDate;
  /** Seats, at least 1. */
  readonly quantity: number;
  /** With the account's billing day, where it has one: the stub before it is then what is due now. */
  readonly terms: CommercialTerms;
  readonly policy: ChargingPolicy;
};

export type PurchaseQuote = {
  /** The lines that activation on `startOn` will bill: the same call with the same history. */
  readonly dueNow: ChargeLine[];
  /**
   * Net, all seats, each whole period but the last, which may carry the remainder of the split. The stub before a
   * billing day costs its share of it, the tail at the end of the term the rest.
   */
  readonly eachPeriod: Money;
  readonly period: PeriodName;
  /** Installments of the term. A stub and its tail are two charges of one installment. */
  readonly chargeCount: number;
  /** Net, all seats, all charges of the term. */
  readonly wholeTerm: Money;
  readonly firstPeriod: ServicePeriod;
  /** Exclusive. */
  readonly termEndsOn: LocalDate;
  /** The charge periods of the term, stub and tail among them; they tile it. */
  readonly termPeriods: ServicePeriod[];
};

const PERIOD_NAMES: Readonly<Record<BillingPlan, PeriodName>> = {
  monthly: "month",
  annual: "year",
  triennial: "three_years",
};

/**
 * The cost of buying seats before they are bought, net of tax. Contains no arithmetic of its own for what is due: it
 * plans the charges of the history that the purchase would begin.
 * @throws HistoryError for a quantity, date or terms that no subscription can have
 */
export function quotePurchase(input: PurchaseQuoteInput): PurchaseQuote {
  const { startOn, quantity, terms, policy } = input;
  const purchase: SubscriptionEvent = {
    type: "started",
    id: "purchase",
    sequence: 1,
    on: startOn,
    quantity,
    terms,
    termEndsOn: termEnd(startOn, terms.term),
  };
  const plan = planCharges({ subscriptionId: "quote", events: [purchase], until: startOn, billed: [], policy });
  const count = chargeCount(terms.term, terms.billingPlan);
  const periods = chargePeriods(startOn, purchase.termEndsOn, terms, policy).map((charge) => charge.period);
  return {
    dueNow: plan.lines,
    eachPeriod: times(money(installment(terms.unitTermPrice, count, 0), terms.currency), quantity),
    period: PERIOD_NAMES[terms.billingPlan],
    chargeCount: count,
    wholeTerm: times(money(terms.unitTermPrice, terms.currency), quantity),
    firstPeriod: { start: startOn, end: periods[1]?.start ?? purchase.termEndsOn },
    termEndsOn: purchase.termEndsOn,
    termPeriods: periods,
  };
}
