import {
  done,
  type ReadOrderInput,
  type RefusedLine,
  type VendorOrderLine,
  type VendorOrderState,
  type VendorOutcome,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { isPartnerCenterError } from "../errors";
import type { Order, Subscription } from "../schemas";
import { failureFrom, notVisibleYet } from "./failure";
import { toVendorSubscription } from "./read-subscription";
import { GENERAL_REASON } from "./refusals";

/** An order in one of these states will never become licences. */
const DEAD_STATES = new Set(["cancelled", "po review rejected", "error"]);
/** Only in these is a line without a live subscription final or nearly so; in all others the vendor is still working. */
const SETTLED_STATES = new Set(["completed", "partial success", "suspended"]);

/** How far an order has come, line by line: live with its subscription, refused, or still pending. */
export async function readOrder(
  client: PartnerCenterClient,
  input: ReadOrderInput,
): Promise<VendorOutcome<VendorOrderState>> {
  try {
    const order = await client.getOrder(input.vendorTenantId, input.vendorOrderId);
    if (DEAD_STATES.has(order.status)) {
      const refused = input.lines.map((line) => refusedLine(line, `The vendor's order ${order.id} is ${order.status}`));
      return done({ live: [], refused, pending: [] });
    }
    if (!SETTLED_STATES.has(order.status)) {
      return done({ live: [], refused: [], pending: input.lines.map((line) => line.orderLineId) });
    }
    // The order's own line may still lack the subscription's id: the list by order has it.
    const subscriptions = await client.listSubscriptionsOfOrder(input.vendorTenantId, order.id);
    return done(stateOf(input.lines, order, subscriptions));
  } catch (error) {
    return isPartnerCenterError(error) && error.status === 404 ? notVisibleYet(error) : failureFrom(error);
  }
}

function stateOf(
  lines: readonly VendorOrderLine[],
  order: Order,
  subscriptions: readonly Subscription[],
): VendorOrderState {
  const free = [...subscriptions];
  const live: VendorOrderState["live"][number][] = [];
  const refused: RefusedLine[] = [];
  const waiting: string[] = [];
  for (const line of lines) {
    const subscription = take(free, line, order);
    const state = subscription === null ? null : toVendorSubscription(subscription);
    if (state === null || state.status === "pending") {
      waiting.push(line.orderLineId);
    } else if (state.status === "active" || state.status === "suspended") {
      live.push({ orderLineId: line.orderLineId, subscription: state });
    } else {
      refused.push(refusedLine(line, `Subscription ${state.vendorSubscriptionId} is ${state.status} at the vendor`));
    }
  }
  return { live, refused, pending: waiting };
}

/** By the id on the order's line when there is one, else by product, SKU, term and quantity; each subscription once. */
function take(free: Subscription[], line: VendorOrderLine, order: Order): Subscription | null {
  const prefix = `${line.vendorProductId}:${line.vendorSkuId}:`.toLowerCase();
  const fits = (subscription: Subscription) =>
    (subscription.offerId ?? "").toLowerCase().startsWith(prefix) &&
    subscription.quantity === line.quantity &&
    (!subscription.termDuration || subscription.termDuration === line.term);
  const named = new Set(
    order.lineItems
      .filter((item) => item.offerId.toLowerCase().startsWith(prefix) && item.quantity === line.quantity)
      .flatMap((item) => (item.subscriptionId ? [item.subscriptionId.toLowerCase()] : [])),
  );
  const byId = free.findIndex((one) => named.has(one.id.toLowerCase()) && fits(one));
  const at = byId >= 0 ? byId : free.findIndex(fits);
  return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
}

function refusedLine(line: VendorOrderLine, detail: string): RefusedLine {
  return { orderLineId: line.orderLineId, code: "order_dead", reason: GENERAL_REASON, detail };
}
