import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/**
 * One statement over Medusa's order tables and our tasks: asking Medusa for all orders and the provisioning module for
 * their tasks would read the whole book every minute.
 */
const FORGOTTEN_ORDERS = `
  select o.id from "order" o
  where o.deleted_at is null and o.is_draft_order = false
    and not exists (select 1 from csp_provisioning_task t where t.group_id = o.id)
    and exists (
      select 1 from order_payment_collection link join payment_collection c on c.id = link.payment_collection_id
      where link.order_id = o.id and link.deleted_at is null and ((o.canceled_at is null and c.status in ('authorized', 'completed')) or exists (
        select 1 from payment p
        where p.payment_collection_id = c.id and p.deleted_at is null
          and (p.canceled_at is null or o.canceled_at is not null))))
    and exists (
      select 1 from order_item i join order_line_item l on l.id = i.item_id
      where i.order_id = o.id and l.metadata ->> 'plan_id' is not null)
  order by o.created_at desc limit ?`;

/** Ids of paid orders, also those cancelled since, with a plan of ours and no task, the newest first, at most `limit`. */
export async function readForgottenOrders(container: MedusaContainer, limit: number): Promise<string[]> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(FORGOTTEN_ORDERS, [limit]);
  return rows.map((row) => row.id);
}
