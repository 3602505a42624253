import { addDays } from "../../../../domain/calendar";
import { endOfTerm } from "../../../../domain/subscription";
import type { Subscription } from "../../../../modules/subscription";
import type * as document from "./document";

/** A subscription as its vendor and we know it. */
export function subscriptionDocument(subscription: Subscription): document.Subscription {
  return {
    id: subscription.id,
    order_id: subscription.orderId,
    offer_title: subscription.title,
    sku_title: subscription.skuTitle,
    quantity: subscription.quantity,
    term: subscription.terms.term,
    billing_plan: subscription.terms.billingPlan,
    status: subscription.status,
    domain: subscription.domain,
    vendor_subscription_id: subscription.vendorSubscriptionId,
    started_on: subscription.startedOn,
    term_last_on: addDays(subscription.termEndsOn, -1),
    auto_renew: subscription.autoRenew,
    renewal: isLive(subscription) ? endOfTerm(subscription) : "stop",
    problem: subscription.problem,
    synced_at: subscription.syncedAt.toISOString(),
  };
}

/** True while the vendor grants its seats, or would again: a suspended one is still billed. */
export function isLive({ status }: Pick<Subscription, "status">): boolean {
  return status === "active" || status === "suspended";
}
