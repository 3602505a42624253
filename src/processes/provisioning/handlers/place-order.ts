import type { PlacedOrder, VendorOutcome } from "../../../integrations/vendor-port";
import { vendorLine } from "../order/read-lines";
import { type TaskContext, tenantOf } from "./context";
import { orderNotes } from "./order-notes";

/** Orders all lines at the vendor, once. What the vendor orders and what it refuses is kept for the next task. */
export async function placeOrderTask(context: TaskContext): Promise<VendorOutcome<PlacedOrder>> {
  const { adapter, order, provisioning } = context;
  const outcome = await adapter.placeOrder({
    orderId: order.orderId,
    vendorTenantId: await tenantOf(context),
    market: order.market,
    lines: order.lines.map(vendorLine),
    notes: orderNotes(provisioning, order),
  });
  if (outcome.kind === "done") {
    await provisioning.storePlaced(
      order.orderId,
      outcome.value.orders.map((placed) => placed.vendorOrderId),
    );
  }
  return outcome;
}
