import { type EndWish, isWishOnRecord } from "../../../domain/subscription";
import {
  done,
  NOT_AS_WRITTEN,
  pending,
  type SetEndOfTermInput,
  type VendorOutcome,
  type VendorSubscription,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import type { SubscriptionChange } from "../resources/subscriptions";
import type { Subscription } from "../schemas";
import { failureFrom } from "./failure";
import { toVendorSubscription } from "./read-subscription";
import { TERM_END_ACTIONS } from "./term-end-actions";

/**
 * Writes what happens at the end of the term. All three fields go in one write, because the vendor takes what is left out
 * as "off", and auto-renewal that is off without an instruction leads into a paid extended service term.
 */
export async function setEndOfTerm(
  client: PartnerCenterClient,
  { vendorTenantId, vendorSubscriptionId, wish, requestId }: SetEndOfTermInput,
): Promise<VendorOutcome<VendorSubscription>> {
  const isKept = (state: VendorSubscription) => isWishOnRecord(wish, state, state.quantity);
  try {
    const { before, answer } = await client.changeSubscription(
      vendorTenantId,
      vendorSubscriptionId,
      async (present) => (isKept(toVendorSubscription(present)) ? null : instructionsFor(wish, present)),
      { requestId },
    );
    if (answer === "not_asked") {
      return done(toVendorSubscription(before));
    }
    if (answer === null) {
      return pending(`The vendor is writing the end of the term of subscription ${vendorSubscriptionId}`);
    }
    const readBack = toVendorSubscription(await client.getSubscription(vendorTenantId, vendorSubscriptionId));
    return isKept(readBack)
      ? done(readBack)
      : {
          kind: "retry_later",
          code: NOT_AS_WRITTEN,
          detail: `The vendor took the instruction "${wish.outcome}" for the end of the term, and its record is ${recordInWords(readBack)}`,
          patience: "short",
        };
  } catch (error) {
    return failureFrom(error);
  }
}

function instructionsFor(wish: EndWish, present: Subscription): SubscriptionChange {
  if (wish.outcome !== "renew") {
    return {
      autoRenewEnabled: false,
      scheduledActions: [{ scheduleType: "TermEnd", actionType: TERM_END_ACTIONS[wish.outcome] }],
      scheduledNextTermInstructions: null,
    };
  }
  const isAsNow = wish.quantity === null || wish.quantity === present.quantity;
  return {
    autoRenewEnabled: true,
    scheduledActions: null,
    scheduledNextTermInstructions: isAsNow ? null : { product: productOf(present), quantity: wish.quantity },
  };
}

function productOf({ offerId, billingCycle, termDuration }: Subscription): Readonly<Record<string, string>> {
  const [productId, skuId, availabilityId] = (offerId ?? "").split(":");
  if (!productId || !skuId || !availabilityId || !billingCycle || !termDuration) {
    throw new Error(
      "The vendor's record lacks offerId, billingCycle or termDuration; a next term cannot be scheduled.",
    );
  }
  return { productId, skuId, availabilityId, billingCycle, termDuration };
}

const recordInWords = ({ autoRenew, cancelAtEnd, extendAtEnd, nextQuantity }: VendorSubscription): string =>
  [
    `auto-renewal ${autoRenew ? "on" : "off"}`,
    ...(cancelAtEnd ? ["a cancellation"] : []),
    ...(extendAtEnd ? ["an extension"] : []),
    ...(nextQuantity === null ? [] : [`${nextQuantity} seats next`]),
  ].join(", ");
