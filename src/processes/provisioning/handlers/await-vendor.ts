import {
  allRefused,
  done,
  type RefusedLine,
  type VendorOutcome,
  type VendorSubscription,
} from "../../../integrations/vendor-port";
import { COMPANY_MODULE } from "../../../modules/company";
import { SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { nextSyncAt } from "../../subscription/next-sync";
import { termEndsOn, vendorState } from "../../subscription/vendor-state";
import { resultOf } from "../order/group-results";
import type { AwaitedResult } from "../order/order-snapshot";
import { type TaskContext, tenantOf } from "./context";
import { vendorLine } from "./place-order";

/**
 * Watches the vendor's orders until every line is live or refused. A line that goes live becomes a subscription at once,
 * with the vendor's dates; doing so again changes nothing.
 */
export async function awaitVendorTask(context: TaskContext): Promise<VendorOutcome<AwaitedResult>> {
  const { adapter, order, provisioning } = context;
  const placed = resultOf(await provisioning.listOrderTasks(order.orderId), "place_order");
  if (placed === null) {
    throw new Error(`Order ${order.orderId} was never placed at the vendor.`);
  }
  const vendorTenantId = await tenantOf(context);
  const subscriptionIds: string[] = [];
  const refusedLines: RefusedLine[] = [...placed.refused];
  const waiting: string[] = [];
  for (const { vendorOrderId, orderLineIds } of placed.orders) {
    const lines = order.lines.filter((line) => orderLineIds.includes(line.orderLineId)).map(vendorLine);
    const outcome = await adapter.readOrder({ vendorTenantId, vendorOrderId, lines });
    if (outcome.kind !== "done") {
      return outcome;
    }
    for (const { orderLineId, subscription } of outcome.value.live) {
      subscriptionIds.push(await activate(context, { orderLineId, subscription, vendorTenantId, vendorOrderId }));
    }
    refusedLines.push(...outcome.value.refused);
    waiting.push(...outcome.value.pending);
  }
  if (waiting.length > 0) {
    return {
      kind: "pending",
      detail: `The vendor is still working on ${waiting.length} of ${order.lines.length} lines`,
    };
  }
  if (subscriptionIds.length === 0 && refusedLines.length > 0) {
    return allRefused(refusedLines);
  }
  return done({ subscriptionIds, refused: refusedLines });
}

async function activate(
  { adapter, container, now, order }: TaskContext,
  live: {
    readonly orderLineId: string;
    readonly subscription: VendorSubscription;
    readonly vendorTenantId: string;
    readonly vendorOrderId: string;
  },
): Promise<string> {
  const line = order.lines.find((one) => one.orderLineId === live.orderLineId);
  if (line === undefined) {
    throw new Error(`The vendor's order carries line ${live.orderLineId}, which order ${order.orderId} does not have.`);
  }
  const { subscription } = live;
  const company = await container.resolve(COMPANY_MODULE).retrieve(order.companyId);
  const ends = termEndsOn(subscription, line.terms.term);
  const activated = await container.resolve(SUBSCRIPTION_MODULE).activate({
    companyId: order.companyId,
    orderId: order.orderId,
    orderLineId: line.orderLineId,
    planId: line.planId,
    title: line.title,
    skuTitle: line.skuTitle,
    productId: line.productId,
    variantId: line.variantId,
    vendor: adapter.vendor,
    vendorTenantId: live.vendorTenantId,
    vendorProductId: line.vendorProductId,
    vendorSkuId: line.vendorSkuId,
    vendorOrderId: live.vendorOrderId,
    vendorSubscriptionId: subscription.vendorSubscriptionId,
    segment: line.segment,
    domain: company.tenant?.domain ?? "",
    quantity: subscription.quantity,
    terms: line.terms,
    startedOn: subscription.startedOn,
    termEndsOn: ends,
    vendorState: vendorState(subscription),
    activatedAt: now,
    nextSyncAt: nextSyncAt(ends, now),
  });
  return activated.id;
}
