import type { MedusaContainer } from "@medusajs/framework/types";
import { readForgottenOrders } from "../../reads/forgotten-orders";
import { logOf } from "../../telemetry/log";
import { enqueueOrder } from "./enqueue-order";

const ORDERS_PER_SWEEP = 200;

/**
 * Enqueues paid orders whose event was lost. This is the guarantee; the event only makes it sooner. One that cannot be
 * taken up is logged, each time, and does not hold up the others.
 *
 * @returns how many orders were enqueued.
 */
export async function sweepOrders(container: MedusaContainer, now: Date): Promise<number> {
  let enqueued = 0;
  for (const orderId of await readForgottenOrders(container, ORDERS_PER_SWEEP)) {
    try {
      const result = await enqueueOrder(container, { orderId, now });
      enqueued += result.outcome === "enqueued" ? 1 : 0;
    } catch (error) {
      logOf(container).error("A paid order cannot be taken up", { order_id: orderId, error });
    }
  }
  return enqueued;
}
