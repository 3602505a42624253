import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays } from "../../../../domain/calendar";
import { agreementWith, endOfTerm } from "../../../../domain/subscription";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../../modules/subscription";
import type * as document from "./document";

/** Subscriptions as their vendor and we know them at `now`. One query. */
export async function subscriptionDocuments(
  container: MedusaContainer,
  subscriptions: readonly Subscription[],
  now: Date,
): Promise<document.Subscription[]> {
  const standing = await container.resolve(SUBSCRIPTION_MODULE).findings.standing(subscriptions.map(({ id }) => id));
  return subscriptions.map((subscription) => {
    // The oldest first.
    const open = standing.find(({ subscriptionId, state }) => subscriptionId === subscription.id && state === "open");
    const { syncedAt: readAt } = subscription;
    const driftedSince = open?.firstSeenAt ?? null;
    const { state, since } = agreementWith({ readAt, driftedSince, isRead: isLive(subscription) }, now);
    return documentOf(subscription, { state, since: since.toISOString() });
  });
}

/** One subscription, the same way. @throws MedusaError not_found */
export async function subscriptionDocument(
  container: MedusaContainer,
  id: string,
  now: Date,
): Promise<document.Subscription> {
  const subscription = await container.resolve(SUBSCRIPTION_MODULE).retrieve(id);
  const [answered] = await subscriptionDocuments(container, [subscription], now);
  return answered as document.Subscription;
}

function documentOf(subscription: Subscription, agreement: document.Subscription["agreement"]): document.Subscription {
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
    agreement,
    synced_at: subscription.syncedAt.toISOString(),
  };
}

/** True while the vendor grants its seats, or would again: a suspended one is still billed. */
export function isLive({ status }: Pick<Subscription, "status">): boolean {
  return status === "active" || status === "suspended";
}
