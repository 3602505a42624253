import {
  done,
  type GoneLine,
  type ReadOrderInput,
  type VendorOrderLine,
  type VendorOrderState,
  type VendorOutcome,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import type { Order, Subscription } from "../schemas";
import { failureFrom, isCode, notVisibleYet } from "./failure";
import { toVendorSubscription } from "./read-subscription";

const ORDER_NOT_VISIBLE = "20000";
const GENERAL_REASON = "Microsoft did not accept the order.";

/** An order in one of these states will never become licences. */
const DEAD_STATES = new Set(["cancelled", "po review rejected", "error"]);
/** Only in these is a line without a live subscription final or nearly so; in all others the vendor is still working. */
const SETTLED_STATES = new Set(["completed", "partial success", "suspended"]);

/** How far an order has come, line by line: live with its subscription, gone, or still pending. */
export async function readOrder(
  client: PartnerCenterClient,
  input: ReadOrderInput,
): Promise<VendorOutcome<VendorOrderState>> {
  try {
    const order = await client.getOrder(input.vendorTenantId, input.vendorOrderId);
    if (!SETTLED_STATES.has(order.status) && !DEAD_STATES.has(order.status)) {
      return done({ live: [], gone: [], pending: input.lines.map((line) => line.orderLineId) });
    }
    // The order's own line may still lack the subscription's id: the list by order has it. It may also have what an order
    // that is said to be dead has made.
    const subscriptions = await client.listSubscriptionsOfOrder(input.vendorTenantId, order.id);
    return done(stateOf(input.lines, order, subscriptions));
  } catch (error) {
    return isCode(error, ORDER_NOT_VISIBLE) ? notVisibleYet(error) : failureFrom(error);
  }
}

function stateOf(
  lines: readonly VendorOrderLine[],
  order: Order,
  subscriptions: readonly Subscription[],
): VendorOrderState {
  const found = matchSubscriptions(lines, order, subscriptions);
  const live: VendorOrderState["live"][number][] = [];
  const gone: GoneLine[] = [];
  const waiting: string[] = [];
  for (const line of lines) {
    const subscription = found.get(line.orderLineId);
    const state = subscription === undefined ? null : toVendorSubscription(subscription);
    if (state === null) {
      const words = `The vendor's order ${order.id} is ${order.status}`;
      DEAD_STATES.has(order.status)
        ? gone.push(goneLine(line, { detail: words, said: order.status, isEnd: true }))
        : waiting.push(line.orderLineId);
    } else if (state.status === "pending") {
      waiting.push(line.orderLineId);
    } else if (state.status === "active" || state.status === "suspended") {
      live.push({ orderLineId: line.orderLineId, subscription: state });
    } else {
      const detail = `Subscription ${state.vendorSubscriptionId} is ${state.status} at the vendor`;
      gone.push(goneLine(line, { detail, said: state.status, isEnd: state.status === "deleted" }));
    }
  }
  return { live, gone, pending: waiting };
}

/**
 * Which subscription came of which line, each once: by the id on the order's line and by product, SKU, term and quantity,
 * or by these alone. What is left over, and what differs in term or quantity, is matched last: it is found to be other
 * than ordered, and not waited for.
 */
function matchSubscriptions(
  lines: readonly VendorOrderLine[],
  order: Order,
  subscriptions: readonly Subscription[],
): Map<string, Subscription> {
  const free = [...subscriptions];
  const found = new Map<string, Subscription>();
  for (const matches of [
    (line: VendorOrderLine, one: Subscription) => isNamed(line, order, one) && isAsOrdered(line, one),
    isAsOrdered,
    (line: VendorOrderLine, one: Subscription) => isNamed(line, order, one) && isOfSku(line, one),
    isOfSku,
  ]) {
    for (const line of lines.filter(({ orderLineId }) => !found.has(orderLineId))) {
      const at = free.findIndex((one) => matches(line, one));
      const [taken] = at < 0 ? [] : free.splice(at, 1);
      if (taken !== undefined) {
        found.set(line.orderLineId, taken);
      }
    }
  }
  return found;
}

const prefixOf = (line: VendorOrderLine): string => `${line.vendorProductId}:${line.vendorSkuId}:`.toLowerCase();

const isOfSku = (line: VendorOrderLine, one: Subscription): boolean =>
  (one.offerId ?? "").toLowerCase().startsWith(prefixOf(line));

const isAsOrdered = (line: VendorOrderLine, one: Subscription): boolean =>
  isOfSku(line, one) && one.quantity === line.quantity && (!one.termDuration || one.termDuration === line.term);

const isNamed = (line: VendorOrderLine, { lineItems }: Order, one: Subscription): boolean =>
  lineItems.some(
    (item) =>
      item.offerId.toLowerCase().startsWith(prefixOf(line)) &&
      item.quantity === line.quantity &&
      item.subscriptionId?.toLowerCase() === one.id.toLowerCase(),
  );

function goneLine(
  { orderLineId }: VendorOrderLine,
  gone: { readonly detail: string; readonly said: string; readonly isEnd: boolean },
): GoneLine {
  return { orderLineId, code: "order_dead", reason: GENERAL_REASON, ...gone };
}
