import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** Work of a duty that is due and not done: how much, and since when the oldest of it. */
export type Backlog = { readonly duty: string; readonly due: number; readonly oldestDueAt: Date | null };

/** Things that wait for a person. */
export type Attention = { readonly kind: string; readonly count: number };

/** The duty's name, its table, the column that says when a row is due, and what else makes it due. */
const QUEUES = [
  ["inbox", "csp_inbox_event", "next_try_at", "state = 'waiting'"],
  ["checkout-sweep", "csp_checkout", "next_check_at", "order_id is null"],
  ["checkout-completed", "csp_checkout", "next_check_at", "order_id is not null"],
  ["provisioning", "csp_provisioning_task", "next_at", "state in ('ready', 'leased', 'waiting')"],
  ["subscription-sync", "csp_subscription", "next_sync_at", "true"],
  ["billing-run", "csp_billing_account", "next_run_at", "true"],
  ["charge", "csp_invoice", "next_charge_at", "true"],
] as const;

const BACKLOG = QUEUES.map(
  ([duty, table, column, condition]) =>
    `select '${duty}' as duty, count(*)::int as due, min(${column}) as oldest from ${table}
     where ${column} <= :now and ${condition}`,
).join(" union all ");

const ATTENTION = `
  select 'provisioning_task' as kind, count(*)::int as count from csp_provisioning_task where state = 'needs_attention'
  union all select 'inbox_event', count(*)::int from csp_inbox_event where state = 'failed'
  union all select 'parked_account', count(*)::int from csp_billing_account where parked_reason is not null
  union all select 'subscription_problem', count(*)::int from csp_subscription where problem is not null
  union all select 'payment_failed', count(*)::int from csp_invoice where status = 'payment_failed'
  union all select 'order_not_taken_up', count(*)::int
    from csp_checkout k join "order" o on o.id = k.order_id and o.canceled_at is null
    where k.ordered_at < :since and not exists (select from csp_provisioning_task t where t.group_id = k.order_id)`;

/** The sweep takes up an order within a minute; what it has not after so long, it never will. */
const TAKEN_UP_WITHIN_MS = 10 * 60_000;

/** What is due at `now` and not done, by duty. A few index reads, whatever the size of the book. */
export async function readBacklog(container: MedusaContainer, now: Date): Promise<Backlog[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { duty: string; due: number; oldest: Date | null }[] }>(BACKLOG, {
    now: now.toISOString(),
  });
  return rows.map(({ duty, due, oldest }) => ({ duty, due, oldestDueAt: oldest }));
}

/** What waits for a person, by kind; kinds with nothing to do are there with 0. */
export async function readAttention(container: MedusaContainer, now: Date): Promise<Attention[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const since = new Date(now.getTime() - TAKEN_UP_WITHIN_MS).toISOString();
  return (await db.raw<{ rows: Attention[] }>(ATTENTION, { since })).rows;
}
