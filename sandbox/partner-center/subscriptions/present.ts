import { isCancelledAtOrder, productTypeOf } from "../catalog/product-kind";
import { refundsOf } from "../catalog/refunds";
import { link } from "../http/json";
import { sha256 } from "../identifiers";
import type { Subscription } from "../state";
import type { World } from "../world";
import { cycleEnd, dayOf } from "./term-dates";
import { openTranches, refundableSeats } from "./tranches";

/** The days of `P1D`, `P3D` and the like. */
const days = (duration: string): number => Number.parseInt(duration.slice(1), 10);

/** What a cancellation gives back, and until when; in an extended service term a part on any day. */
function refundOptions(world: World, subscription: Subscription) {
  const { fullRefund, partialRefund } = refundsOf(world, subscription.kind);
  const partly = { type: "Partial", expiresAt: subscription.cancellationAllowedUntil };
  if (subscription.extendedServiceTerm) {
    return [partly];
  }
  const start = Date.parse(subscription.effectiveStartDate);
  const wholly = (duration: string) => ({
    type: "Full",
    expiresAt: new Date(start + days(duration) * 86_400_000).toISOString(),
  });
  return [...(fullRefund ? [wholly(fullRefund)] : []), ...(partialRefund ? [partly] : [])];
}

function refundable(subscription: Subscription, now: Date) {
  if (subscription.status === "suspended") {
    return null;
  }
  if (isCancelledAtOrder(subscription.kind)) {
    return { totalQuantity: 0, details: [] };
  }
  return {
    totalQuantity: refundableSeats(subscription, now),
    details: openTranches(subscription, now).map((tranche) => ({
      quantity: tranche.quantity,
      allowedUntilDateTime: tranche.allowedUntil,
    })),
  };
}

/** What changes with every change of the resource, and with nothing else. */
export const etagOf = (subscription: Subscription): string => sha256(JSON.stringify(subscription)).slice(0, 32);

/** Fields that are left out while there is nothing to say in them; some services of the vendor print null instead. */
const ABSENT = {
  customTermEndDate: null,
  parentSubscriptionId: null,
  scheduledNextTermInstructions: null,
  scheduledActions: null,
  nextChargeInstructions: null,
  promotionId: null,
  migratedFromSubscriptionId: null,
};

/** The resource as a client reads it. `commitmentEndDate` is the last day of the term, inclusive. */
export function subscriptionBody(world: World, subscription: Subscription, now: Date) {
  const { productId, skuId, availabilityId, customerId } = subscription;
  const country = world.state.customers[customerId]?.address.country ?? "US";
  const sku = `/products/${productId}/skus/${skuId}`;
  const start = dayOf(new Date(subscription.effectiveStartDate));
  const cycleLast = cycleEnd(start, subscription.commitmentEndsOn, subscription.billingCycle, dayOf(now));
  return {
    ...(world.state.settings.absentAsNull ? ABSENT : {}),
    id: subscription.id,
    entitlementId: subscription.id,
    offerId: `${productId}:${skuId}:${availabilityId}`,
    offerName: subscription.offerName,
    friendlyName: subscription.friendlyName,
    productType: productTypeOf(subscription.kind),
    quantity: subscription.quantity,
    ...(subscription.customTermEndDate ? { customTermEndDate: subscription.customTermEndDate } : {}),
    unitType: "Licenses",
    hasPurchasableAddons: false,
    creationDate: subscription.creationDate,
    effectiveStartDate: subscription.effectiveStartDate,
    commitmentEndDate: `${subscription.commitmentEndsOn}T00:00:00Z`,
    commitmentEndDateTime: `${subscription.commitmentEndsOn}T23:59:59Z`,
    billingCycleEndDate: `${cycleLast}T00:00:00Z`,
    billingCycleEndDateTime: `${cycleLast}T23:59:59Z`,
    cancellationAllowedUntilDate: subscription.cancellationAllowedUntil,
    status: subscription.status,
    autoRenewEnabled: subscription.autoRenewEnabled,
    ...(subscription.scheduledNextTerm ? { scheduledNextTermInstructions: subscription.scheduledNextTerm } : {}),
    ...(subscription.scheduledActions.length > 0 ? { scheduledActions: subscription.scheduledActions } : {}),
    ...(subscription.nextCharge ? { nextChargeInstructions: subscription.nextCharge } : {}),
    isTrial: subscription.isTrial,
    billingType: "license",
    billingCycle: subscription.billingCycle,
    termDuration: subscription.termDuration,
    renewalTermDuration: subscription.renewsToTerm ?? "",
    refundOptions: refundOptions(world, subscription),
    refundableQuantity: refundable(subscription, now),
    ...(subscription.promotionId ? { promotionId: subscription.promotionId } : {}),
    suspensionReasons: subscription.suspensionReasons,
    actions: subscription.status === "active" ? ["edit", "cancel"] : [],
    isMicrosoftProduct: subscription.isMicrosoftProduct,
    partnerId: subscription.partnerId,
    attentionNeeded: false,
    actionTaken: false,
    contractType: "subscription",
    links: {
      product: link(`/products/${productId}?country=${country}`),
      sku: link(`${sku}?country=${country}`),
      availability: link(`${sku}/availabilities/${availabilityId}?country=${country}`),
      self: link(`/customers/${customerId}/subscriptions/${subscription.id}`),
    },
    publisherName: subscription.publisherName,
    orderId: subscription.orderId,
    attributes: {
      ...(world.state.settings.subscriptionEtags ? { etag: etagOf(subscription) } : {}),
      objectType: "Subscription",
    },
  };
}
