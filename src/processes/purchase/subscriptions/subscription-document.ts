import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays } from "../../../domain/calendar";
import { money, moneyDocument, times } from "../../../domain/money";
import { endOfTerm, openReturnWindows } from "../../../domain/subscription";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription, type SubscriptionModuleService } from "../../../modules/subscription";
import { type NextCharge, nextCharges } from "../../billing/preview/next-charges";

/** A company's subscriptions as its people see them; the same few queries for one and for many. */
export async function subscriptionDocuments(
  container: MedusaContainer,
  filter: { readonly companyId: string; readonly id?: string; readonly now: Date },
) {
  const { companyId, id, now } = filter;
  const query = { companyIds: [companyId], ...(id === undefined ? {} : { ids: [id] }) };
  const subscriptions = await container.resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE).list(query);
  const account = await container.resolve<BillingModuleService>(BILLING_MODULE).findAccount(companyId);
  const next = account === null ? new Map<string, NextCharge>() : await nextCharges(container, account, now);
  return subscriptions.map((subscription) => document(subscription, next.get(subscription.id) ?? null, now));
}

function document(subscription: Subscription, next: NextCharge | null, now: Date) {
  const { terms, quantity } = subscription;
  const over = subscription.status === "cancelled" || subscription.status === "ended";
  const renewal = over ? "stop" : endOfTerm(subscription);
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
    renews_on: renewal === "renew" ? subscription.termEndsOn : null,
    renewal,
    next_charge: next === null ? null : { on: next.on, net: moneyDocument(next.net) },
    whole_term: moneyDocument(times(money(terms.unitTermPrice, terms.currency), quantity)),
    return_windows: openReturnWindows(subscription.returnWindows, now).map((window) => ({
      quantity: window.quantity,
      until_at: window.until.toISOString(),
    })),
    vendor_subscription_id: subscription.vendorSubscriptionId,
  };
}
