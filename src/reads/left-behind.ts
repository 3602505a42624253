import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** Events that were given up and that a person settled by word before `before`, at most `most` ids. */
export function readSettledEvents(
  container: MedusaContainer,
  { before, most }: { readonly before: Date; readonly most: number },
): Promise<string[]> {
  const sql = `select e.id from csp_inbox_event e
    join csp_attention_mark m on m.kind = 'inbox_event' and m.ref = e.id and m.resolved_state = coalesce(e.last_error, '')
    where e.state = 'failed' and m.resolved_at < :before order by e.failed_at, e.id limit :most`;
  return ids(container, sql, { before: before.toISOString(), most });
}

/** Which of these quotes an order was made of, or may still be. */
export function readUsedQuotes(container: MedusaContainer, quoteIds: readonly string[]): Promise<string[]> {
  const sql = `select quote_id as id from csp_checkout
      where quote_id = any(:quoteIds) and state in ('open', 'authorised', 'ordered')
    union select quote_id from csp_invoice where quote_id = any(:quoteIds)`;
  return ids(container, sql, { quoteIds: [...quoteIds] });
}

/**
 * Carts of ours that nobody signed in for and that were not touched since `before`, on the database's clock, at most
 * `most` ids. Carts of a shop's other goods are its own.
 */
export function readLeftCarts(
  container: MedusaContainer,
  { kind, days, most }: { readonly kind: string; readonly days: number; readonly most: number },
): Promise<string[]> {
  const sql = `select c.id from cart c
    where c.customer_id is null and c.completed_at is null and c.metadata ->> 'kind' = :kind
      and greatest(c.updated_at, c.created_at) < now() - make_interval(days => :days)
      and not exists (
        select from cart_line_item l where l.cart_id = c.id and l.updated_at >= now() - make_interval(days => :days))
      and not exists (select from csp_checkout k where k.cart_id = c.id)
    limit :most`;
  return ids(container, sql, { kind, days, most });
}

async function ids(
  container: MedusaContainer,
  sql: string,
  bindings: Readonly<Record<string, string | number | string[]>>,
): Promise<string[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(sql, bindings);
  return rows.map(({ id }) => id);
}
