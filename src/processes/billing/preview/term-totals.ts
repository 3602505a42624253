import type { MedusaContainer } from "@medusajs/framework/types";
import { wholeTerm } from "../../../domain/discounts";
import { type Money, money, times } from "../../../domain/money";
import { BILLING_MODULE, type BillingAccount } from "../../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../modules/subscription";
import { DiscountBook } from "../plan/discount-lines";
import { type KnownLine, toKnownLine } from "../plan/plan-subscription";
import { orderNumbersOf } from "../plan/read-facts";
import { forecast } from "./forecast";

/** What the current term of a subscription comes to, net, with the discounts that run today and without any. */
export type TermTotal = ReturnType<typeof wholeTerm>;

/**
 * The current terms of an account's subscriptions from their first charge to their last: what was billed as it was
 * billed, and what is to come as the run would bill it by what is known today.
 */
export async function termTotals(
  container: MedusaContainer,
  account: BillingAccount,
): Promise<ReadonlyMap<string, TermTotal>> {
  const billing = container.resolve(BILLING_MODULE);
  const { currency, companyId } = account;
  const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ companyIds: [companyId] });
  const stored = await billing.invoices.openLines(
    subscriptions.map(({ id }) => ({ subscriptionId: id, settledUntil: null })),
  );
  const billed = new Map(
    subscriptions.map(({ id }) => [
      id,
      stored.filter((line) => line.subscriptionId === id).map((line) => toKnownLine(line, currency)),
    ]),
  );
  const toCome = forecast({
    // All that was billed is read, so that nothing counts as settled.
    account: { ...account, positions: {} },
    subscriptions,
    billed,
    discounts: new DiscountBook(await billing.discounts.list()),
    taken: new Set(),
    orderNumbers: await orderNumbersOf(container, subscriptions),
  });
  const totals = new Map<string, TermTotal>();
  for (const { id, events } of subscriptions) {
    const term = events.findLast((event) => "termEndsOn" in event);
    if (term === undefined) {
      continue;
    }
    const ofTerm = (line: { readonly termEventId: string }) => line.termEventId === term.id;
    const before = (billed.get(id) ?? []).filter(ofTerm).map((line) => ({ amount: line.amount, net: netOf(line) }));
    totals.set(id, wholeTerm([...before, ...(toCome.get(id) ?? []).filter(ofTerm)], currency));
  }
  return totals;
}

/** A subscription nobody is billed for yet: its price alone. */
export function listedTotal({ terms, quantity }: Pick<Subscription, "terms" | "quantity">): TermTotal {
  const price = times(money(terms.unitTermPrice, terms.currency), quantity);
  return { wholeTerm: price, wholeTermBefore: price };
}

function netOf({ amount, discounts }: KnownLine): Money {
  const taken = discounts.reduce((total, discount) => total + discount.amount.amount, 0);
  return money(amount.amount - taken, amount.currency);
}
