import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { enqueueOrder } from "./enqueue-order";

const ordersPerSweep = 200;

/**
 * Paid orders with a plan of ours and no task. One statement over the order tables: asking Medusa's query for all orders
 * and ours for their tasks would read the whole book every minute. Reads only.
 */
const forgottenOrders = `
  select o.id from "order" o
  where o.canceled_at is null and o.deleted_at is null and o.is_draft_order = false
    and not exists (select 1 from csp_provisioning_task t where t.group_id = o.id)
    and exists (
      select 1 from order_payment_collection link join payment_collection c on c.id = link.payment_collection_id
      where link.order_id = o.id and link.deleted_at is null and c.status in ('authorized', 'completed'))
    and exists (
      select 1 from order_item i join order_line_item l on l.id = i.item_id
      where i.order_id = o.id and l.metadata ->> 'plan_id' is not null)
  order by o.created_at desc limit ?`;

/**
 * Enqueues paid orders whose event was lost. This is the guarantee; the event only makes it sooner.
 *
 * @returns how many orders were enqueued.
 */
export async function sweepOrders(container: MedusaContainer, now: Date): Promise<number> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(forgottenOrders, [ordersPerSweep]);
  let enqueued = 0;
  for (const { id } of rows) {
    const result = await enqueueOrder(container, { orderId: id, now });
    enqueued += result.outcome === "enqueued" ? 1 : 0;
  }
  return enqueued;
}
