import { addDays } from "../../../domain/calendar";
import type { EndRecord } from "../../../domain/subscription";
import {
  done,
  type ListSubscriptionsInput,
  needsAttention,
  type ReadSubscriptionInput,
  UNKNOWN_SUBSCRIPTION,
  type VendorOutcome,
  type VendorSubscription,
  type VendorSubscriptionStatus,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import type { Subscription } from "../schemas";
import { failureFrom, isCode } from "./failure";
import { TERM_END_ACTIONS } from "./term-end-actions";

const NO_SUCH_SUBSCRIPTION = "20003";

export async function readSubscription(
  client: PartnerCenterClient,
  input: ReadSubscriptionInput,
): Promise<VendorOutcome<VendorSubscription>> {
  try {
    return done(toVendorSubscription(await client.getSubscription(input.vendorTenantId, input.vendorSubscriptionId)));
  } catch (error) {
    if (isCode(error, NO_SUCH_SUBSCRIPTION)) {
      return needsAttention(
        UNKNOWN_SUBSCRIPTION,
        `The vendor does not know subscription ${input.vendorSubscriptionId} (${error.code})`,
      );
    }
    return failureFrom(error);
  }
}

export async function listSubscriptions(
  client: PartnerCenterClient,
  { vendorTenantId }: ListSubscriptionsInput,
): Promise<VendorOutcome<readonly VendorSubscription[]>> {
  try {
    return done((await client.listSubscriptions(vendorTenantId)).map(toVendorSubscription));
  } catch (error) {
    return failureFrom(error);
  }
}

/** All vendor dates are UTC. Its commitment end names the LAST day; ours is the first day after it. */
export function toVendorSubscription(subscription: Subscription): VendorSubscription {
  const [vendorProductId, vendorSkuId] = catalogIdsOf(subscription.offerId ?? "");
  return {
    vendorSubscriptionId: subscription.id,
    vendorOrderId: subscription.orderId ?? null,
    vendorProductId,
    vendorSkuId,
    title: subscription.friendlyName || subscription.offerName || "",
    status: toStatus(subscription.status),
    quantity: subscription.quantity,
    term: subscription.termDuration ?? "",
    billingPlan: subscription.billingCycle ?? "",
    startedOn: subscription.effectiveStartDate.slice(0, 10),
    termEndsOn:
      subscription.commitmentEndDate === null ? null : addDays(subscription.commitmentEndDate.slice(0, 10), 1),
    ...endRecord(subscription),
    cancellationAllowedUntil: subscription.cancellationAllowedUntilDate,
    returnable: (subscription.refundableQuantity?.details ?? []).map((batch) => ({
      quantity: batch.quantity,
      until: batch.allowedUntilDateTime,
    })),
  };
}

/** A catalogue item's id is `product:sku:availability`; older offers have one id that names neither. */
function catalogIdsOf(offerId: string): [string, string] | [null, null] {
  const [productId, skuId] = offerId.split(":");
  return productId && skuId ? [productId, skuId] : [null, null];
}

type ScheduledAction = Subscription["scheduledActions"][number];

/** Where both lists are there only the actions count. Source: Partner Center, scheduled changes of a subscription. */
function endRecord(subscription: Subscription): EndRecord {
  const atEnd = subscription.scheduledActions.filter(isAtEnd);
  const renewal = atEnd.find(({ actionType }) => actionType === TERM_END_ACTIONS.renew);
  return {
    autoRenew: subscription.autoRenewEnabled,
    cancelAtEnd: atEnd.some(isCancellation),
    extendAtEnd: atEnd.some(({ actionType }) => actionType === TERM_END_ACTIONS.extend),
    nextQuantity:
      (renewal?.instructions ?? (atEnd.length === 0 ? subscription.scheduledNextTermInstructions : null))?.quantity ??
      null,
  };
}

/** An action without a time is for the end of the term. */
const isAtEnd = ({ scheduleType }: ScheduledAction): boolean => (scheduleType ?? "TermEnd") === "TermEnd";

/** Every spelling that begins with "cancel" is understood as that. */
const isCancellation = ({ actionType }: ScheduledAction): boolean => /^cancel/i.test(actionType ?? "");

const STATUSES: ReadonlySet<string> = new Set(["active", "suspended", "expired", "disabled", "deleted"]);

function isStatus(status: string): status is VendorSubscriptionStatus {
  return STATUSES.has(status);
}

const toStatus = (status: string): VendorSubscriptionStatus => (isStatus(status) ? status : "pending");
