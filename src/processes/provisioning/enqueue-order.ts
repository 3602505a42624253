import type { MedusaContainer } from "@medusajs/framework/types";
import { PROVISIONING_MODULE, TASK_KINDS } from "../../modules/provisioning";
import { orderSnapshotSchema } from "./order/order-snapshot";
import { isPaid, readMedusaOrder, wasPaid } from "./order/read-medusa-order";
import { ORDER_CANCELED } from "./order/still-wanted";
import { takeSnapshot } from "./take-snapshot";

export type EnqueueOutcome =
  | { readonly outcome: "enqueued"; readonly tasks: number }
  /** The order has its tasks already. */
  | { readonly outcome: "already_enqueued" }
  | { readonly outcome: "not_paid" | "not_ours" | "canceled" | "not_found" };

/**
 * Writes the provisioning tasks of a paid order. Safe to call any number of times, from the order's event, from the
 * sweep and by hand: the tasks are unique by order and kind, and inserted in one statement.
 */
export async function enqueueOrder(
  container: MedusaContainer,
  { orderId, now, actor = null }: { readonly orderId: string; readonly now: Date; readonly actor?: string | null },
): Promise<EnqueueOutcome> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  if ((await provisioning.listOrderTasks(orderId)).length > 0) {
    return { outcome: "already_enqueued" };
  }
  const order = await readMedusaOrder(container, orderId);
  if (order === null) {
    return { outcome: "not_found" };
  }
  if (order.canceled_at ? !wasPaid(order) : !isPaid(order)) {
    return { outcome: order.canceled_at ? "canceled" : "not_paid" };
  }
  const snapshot = await takeSnapshot(container, order);
  if (snapshot === null) {
    return { outcome: "not_ours" };
  }
  // A cancelled one gets its tasks all the same: they release what is held and tell the customer.
  const refusal = order.canceled_at ? ORDER_CANCELED : snapshot.refusal;
  const payload = orderSnapshotSchema.parse({ ...snapshot, refusal });
  const tasks = TASK_KINDS.map((kind, index) => ({
    referenceId: orderId,
    kind,
    groupId: orderId,
    position: index + 1,
    payload,
  }));
  const inserted = await provisioning.enqueue(tasks, now, actor);
  return inserted > 0 ? { outcome: "enqueued", tasks: inserted } : { outcome: "already_enqueued" };
}
