import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays, type LocalDate } from "../../../domain/calendar";
import { DEFAULT_CHARGING_POLICY, planCharges } from "../../../domain/charging";
import { type Money, money, sum } from "../../../domain/money";
import {
  type CommercialTerms,
  type EventSchedule,
  projectEvents,
  type SubscriptionEvent,
  termEnd,
} from "../../../domain/subscription";
import type { BillingAccount } from "../../../modules/billing";
import { CATALOG_MODULE } from "../../../modules/catalog";
import type { Subscription } from "../../../modules/subscription";

/** What the term after this one costs by the price list that is known for its first day; before tax and discounts. */
export type NextTerm = {
  readonly from: LocalDate;
  readonly quantity: number;
  /** Of the first charge period, of each full one (a first one up to the billing day is shorter), and of the whole term. */
  readonly firstCharge: Money;
  readonly eachCharge: Money;
  readonly wholeTerm: Money;
  readonly priceVersion: string;
  /** False: nobody knows a price for that day, and it is the price of today. */
  readonly isPriceKnown: boolean;
};

type Question = {
  readonly subscription: Subscription;
  readonly events: readonly SubscriptionEvent[];
  readonly account: Pick<BillingAccount, "billingDay">;
};

/** The next term of a subscription that is renewed with so many seats: its own charges, of its history with the renewal. */
export async function nextTerm(
  container: MedusaContainer,
  question: Question & { readonly quantity: number },
): Promise<NextTerm> {
  const { subscription, account, quantity } = question;
  const { termEndsOn: from, terms: agreed, planId } = subscription;
  const [plan] = await container.resolve(CATALOG_MODULE).listPlansForSale({ planIds: [planId], now: startOf(from) });
  const isPriceKnown = plan !== undefined && plan.currency === agreed.currency;
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = isPriceKnown ? plan : agreed;
  const terms: CommercialTerms = {
    ...{ term, billingPlan, currency, unitTermPrice, priceVersion },
    ...(account.billingDay === null ? {} : { billingDay: account.billingDay }),
  };
  const schedule = { changes: [{ when: "renewal", quantity, terms }], endOfTerm: { outcome: "renew" } } as const;
  return { from, quantity, priceVersion, isPriceKnown, ...chargesOf(question, schedule, terms) };
}

/**
 * The first month of a subscription that goes on by the month; null where no price sheet has named a price for that. Its
 * `wholeTerm` is that month.
 */
export async function extendedMonth(
  container: MedusaContainer,
  question: Question,
  now: Date,
): Promise<NextTerm | null> {
  const { planId, termEndsOn: from, quantity, terms } = question.subscription;
  const find = (at: Date) => container.resolve(CATALOG_MODULE).findExtendedTerm({ planId, vendorSkuId: null, at });
  const then = await find(startOf(from));
  const price = then?.price ?? (await find(now))?.price;
  if (!then || !price || then.currency !== terms.currency) {
    return null;
  }
  const unitPrice = money(price.unitTermPrice, then.currency);
  const charges = chargesOf(
    question,
    { changes: [], endOfTerm: { outcome: "extend", unitPrice } },
    { term: "P1M", currency: then.currency },
  );
  return { from, quantity, priceVersion: price.priceVersion, isPriceKnown: then.price !== null, ...charges };
}

/** What a term that follows the running one costs. */
function chargesOf(
  { subscription: { id, termEndsOn: from }, events }: Question,
  schedule: EventSchedule,
  { term, currency }: Pick<CommercialTerms, "term" | "currency">,
): Pick<NextTerm, "firstCharge" | "eachCharge" | "wholeTerm"> {
  const planned = planCharges({
    subscriptionId: id,
    events: projectEvents(events, schedule, from),
    until: addDays(termEnd(from, term), -1),
    billed: [],
    policy: DEFAULT_CHARGING_POLICY,
    closedBefore: from,
  });
  const lines = planned.lines.filter((line) => line.period.start >= from);
  const starts = [...new Set(lines.map((line) => line.period.start))];
  const amounts = (wanted: typeof lines) =>
    sum(
      wanted.map((line) => line.amount),
      currency,
    );
  const charge = (start: LocalDate | undefined) => amounts(lines.filter((line) => line.period.start === start));
  return {
    firstCharge: charge(starts[0]),
    eachCharge: charge(starts[1] ?? starts[0]),
    wholeTerm: amounts(lines),
  };
}

/** The vendor bills from 00:00 UTC of the first day: the price of that instant counts. */
const startOf = (day: LocalDate): Date => new Date(`${day}T00:00:00.000Z`);
