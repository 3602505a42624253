import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays, type LocalDate } from "../../../domain/calendar";
import { DEFAULT_CHARGING_POLICY, planCharges } from "../../../domain/charging";
import { type Money, sum } from "../../../domain/money";
import { type CommercialTerms, projectEvents, type SubscriptionEvent, termEnd } from "../../../domain/subscription";
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

/** The next term of a subscription that is renewed with so many seats: its own charges, of its history with the renewal. */
export async function nextTerm(
  container: MedusaContainer,
  input: {
    readonly subscription: Subscription;
    readonly events: readonly SubscriptionEvent[];
    readonly account: Pick<BillingAccount, "billingDay">;
    readonly quantity: number;
  },
): Promise<NextTerm> {
  const { subscription, events, account, quantity } = input;
  const { id, termEndsOn: from, terms: agreed, planId } = subscription;
  const at = new Date(`${from}T00:00:00.000Z`);
  const [plan] = await container.resolve(CATALOG_MODULE).listPlansForSale({ planIds: [planId], now: at });
  const isPriceKnown = plan !== undefined && plan.currency === agreed.currency;
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = isPriceKnown ? plan : agreed;
  const terms: CommercialTerms = {
    ...{ term, billingPlan, currency, unitTermPrice, priceVersion },
    ...(account.billingDay === null ? {} : { billingDay: account.billingDay }),
  };
  const renewal = { changes: [{ when: "renewal", quantity, terms }], endOfTerm: { outcome: "renew" } } as const;
  const planned = planCharges({
    subscriptionId: id,
    events: projectEvents(events, renewal, from),
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
    from,
    quantity,
    firstCharge: charge(starts[0]),
    eachCharge: charge(starts[1] ?? starts[0]),
    wholeTerm: amounts(lines),
    priceVersion,
    isPriceKnown,
  };
}
