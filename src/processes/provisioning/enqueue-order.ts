import type { MedusaContainer } from "@medusajs/framework/types";
import { PROVISIONING_MODULE, TASK_KINDS } from "../../modules/provisioning";
import { orderSnapshotSchema } from "./order/order-snapshot";
import { isPaid, readMedusaOrder } from "./read-medusa-order";
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
  { orderId, now }: { readonly orderId: string; readonly now: Date },
): Promise<EnqueueOutcome> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  if ((await provisioning.listOrderTasks(orderId)).length > 0) {
    return { outcome: "already_enqueued" };
  }
  const order = await readMedusaOrder(container, orderId);
  if (order === null) {
    return { outcome: "not_found" };
  }
  if (order.canceled_at) {
    return { outcome: "canceled" };
  }
  if (!isPaid(order)) {
    return { outcome: "not_paid" };
  }
  const snapshot = await takeSnapshot(container, order);
  if (snapshot === null) {
    return { outcome: "not_ours" };
  }
  const payload = orderSnapshotSchema.parse(snapshot);
  const tasks = TASK_KINDS.map((kind, index) => ({
    referenceId: orderId,
    kind,
    groupId: orderId,
    position: index + 1,
    payload,
  }));
  const inserted = await provisioning.enqueue(tasks, now);
  return inserted > 0 ? { outcome: "enqueued", tasks: inserted } : { outcome: "already_enqueued" };
}
