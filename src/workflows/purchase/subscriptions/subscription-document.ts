import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays, localDateIn } from "../../../domain/calendar";
import type { BilledLine } from "../../../domain/charging";
import { money, sum, times } from "../../../domain/money";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";
import {
  type BillableSubscription,
  SUBSCRIPTION_MODULE,
  type Subscription,
  type SubscriptionModuleService,
} from "../../../modules/subscription";
import { billedBySubscription, planSubscription } from "../../billing/plan-account";
import { moneyDocument } from "../quotes/quote-document";
import { SERVICE_TIME_ZONE } from "../rules";

/** A company's subscriptions as its people see them; the same few queries for one and for many. */
export async function subscriptionDocuments(
  container: MedusaContainer,
  filter: { readonly companyId: string; readonly id?: string; readonly now: Date },
) {
  const service = container.resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE);
  const query = { companyIds: [filter.companyId], ...(filter.id === undefined ? {} : { ids: [filter.id] }) };
  const [subscriptions, billable] = await Promise.all([service.list(query), service.listForBilling(query)]);
  const histories = new Map(billable.map((one) => [one.id, one]));
  const billed = billedBySubscription(
    await container
      .resolve<BillingModuleService>(BILLING_MODULE)
      .invoices.billedLines(subscriptions.map((subscription) => subscription.id)),
  );
  return subscriptions.map((subscription) => {
    const history = histories.get(subscription.id);
    const next = history ? nextCharge(history, billed.get(subscription.id) ?? [], filter.now) : null;
    return document(subscription, next, filter.now);
  });
}

type NextCharge = { on: string; net: { amount: string; currency: string } } | null;

/** The next day something falls due, and how much of it is not due today already. */
function nextCharge(history: BillableSubscription, billed: readonly BilledLine[], now: Date): NextCharge {
  const today = planSubscription(history, billed, localDateIn(now, SERVICE_TIME_ZONE));
  if (today.nextChargeOn === null) {
    return null;
  }
  const dueToday = new Set(today.lines.map((line) => line.key));
  const then = planSubscription(history, billed, today.nextChargeOn).lines.filter((line) => !dueToday.has(line.key));
  const [first] = then;
  return first
    ? {
        on: today.nextChargeOn,
        net: moneyDocument(
          sum(
            then.map((line) => line.amount),
            first.amount.currency,
          ),
        ),
      }
    : null;
}

function document(subscription: Subscription, next: NextCharge, now: Date) {
  const { terms, quantity } = subscription;
  const over = subscription.status === "cancelled" || subscription.status === "ended";
  return {
    id: subscription.id,
    offer_title: subscription.title,
    sku_title: subscription.skuTitle,
    quantity,
    term: terms.term,
    billing_plan: terms.billingPlan,
    status: subscription.status,
    domain: subscription.domain,
    started_on: subscription.startedOn,
    term_last_on: addDays(subscription.termEndsOn, -1),
    renews_on: subscription.autoRenew && !over ? subscription.termEndsOn : null,
    renewal: subscription.autoRenew && !over ? "renew" : "stop",
    next_charge: next,
    whole_term: moneyDocument(times(money(terms.unitTermPrice, terms.currency), quantity)),
    return_windows: subscription.returnWindows
      .filter((window) => window.until > now)
      .map((window) => ({ quantity: window.quantity, until_at: window.until.toISOString() })),
    vendor_subscription_id: subscription.vendorSubscriptionId,
  };
}
