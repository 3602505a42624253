import { termEnd } from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import type { VendorState } from "../../modules/subscription";

/** The part of the vendor's answer that we mirror. A subscription that is over is mirrored by its event instead. */
export function vendorState(subscription: VendorSubscription): VendorState {
  return {
    status: subscription.status === "suspended" ? "suspended" : "active",
    autoRenew: subscription.autoRenew,
    cancelAtEnd: subscription.cancelAtEnd,
    extendAtEnd: subscription.extendAtEnd,
    nextQuantity: subscription.nextQuantity,
    cancellationAllowedUntil: instant(subscription.cancellationAllowedUntil),
    returnWindows: subscription.returnable.map((batch) => ({ quantity: batch.quantity, until: new Date(batch.until) })),
  };
}

/** First day after the commitment: the vendor's own when it names one, else counted from its start. */
export function termEndsOn(subscription: VendorSubscription, term: "P1M" | "P1Y" | "P3Y"): string {
  return subscription.termEndsOn ?? termEnd(subscription.startedOn, term);
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
