import type { MedusaContainer } from "@medusajs/framework/types";
import { readForgottenOrders } from "../../reads/forgotten-orders";
import { enqueueOrder } from "./enqueue-order";

const ORDERS_PER_SWEEP = 200;

/**
 * Enqueues paid orders whose event was lost. This is the guarantee; the event only makes it sooner.
 *
 * @returns how many orders were enqueued.
 */
export async function sweepOrders(container: MedusaContainer, now: Date): Promise<number> {
  let enqueued = 0;
  for (const orderId of await readForgottenOrders(container, ORDERS_PER_SWEEP)) {
    const result = await enqueueOrder(container, { orderId, now });
    enqueued += result.outcome === "enqueued" ? 1 : 0;
  }
  return enqueued;
}
