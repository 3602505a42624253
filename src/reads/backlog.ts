import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** Work of a duty that is due and not done: how much, and since when the oldest of it. */
export type Backlog = { readonly duty: string; readonly due: number; readonly oldestDueAt: Date | null };

/** The duty's name, its table, the column that says when a row is due, and what else makes it due. */
export const QUEUES = [
  ["inbox", "csp_inbox_event", "next_try_at", "state = 'waiting'"],
  ["customer-agreements", "csp_agreement_attestation", "look_at", "state <> 'ended'"],
  ["checkout-sweep", "csp_checkout", "next_check_at", "order_id is null"],
  ["checkout-completed", "csp_checkout", "next_check_at", "order_id is not null"],
  ["provisioning", "csp_provisioning_task", "next_at", "state in ('ready', 'leased', 'waiting')"],
  ["subscription-sync", "csp_subscription", "next_sync_at", "true"],
  ["changes", "csp_subscription_change", "next_at", "true"],
  ["tenant-reading", "csp_tenant_reading", "next_at", "true"],
  ["billing-run", "csp_billing_account", "next_run_at", "true"],
  ["mail", "csp_mail", "next_at", "state = 'waiting' and sealed is not null"],
  ["charge", "csp_invoice", "next_charge_at", "status in ('open', 'payment_failed')"],
] as const;

const BACKLOG = QUEUES.map(
  ([duty, table, column, condition]) =>
    `select '${duty}' as duty, count(*)::int as due, min(${column}) as oldest from ${table}
     where ${column} <= :now and ${condition}`,
).join(" union all ");

/** What is due at `now` and not done, by duty. A few index reads, whatever the size of the book. */
export async function readBacklog(container: MedusaContainer, now: Date): Promise<Backlog[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { duty: string; due: number; oldest: Date | null }[] }>(BACKLOG, {
    now: now.toISOString(),
  });
  return rows.map(({ duty, due, oldest }) => ({ duty, due, oldestDueAt: oldest }));
}
