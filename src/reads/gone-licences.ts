import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { isHeldWhere } from "../modules/subscription";

/**
 * Charges of days on which the customer had no licences any more, and which no document gives back. Judged are histories
 * that a run has seen: an account that is due, or parked, is told of elsewhere. The youngest events are left out, as an
 * event is recorded a moment before its account becomes due, on the database's clock.
 */
const CHARGED_AFTER_THE_END = `
  select distinct coalesce(i.number, i.id) as id from csp_subscription s
  join csp_billing_account a on a.company_id = s.company_id and a.parked_reason is null
    and coalesce(a.next_run_at, 'infinity') > :now
  join csp_subscription_event e on e.subscription_id = s.id and e.type in ('cancelled', 'ended')
    and e.recorded_at < now() - interval '1 minute'
    and not exists (
      select from csp_subscription_event again
      where again.subscription_id = s.id and again.sequence > e.sequence and again.type in ('started', 'renewed'))
  join csp_invoice_line l on l.subscription_id = s.id and l.period_start >= e.on_date and l.net > 0
    and l.kind in ('cycle', 'seat_change')
  join csp_invoice i on i.id = l.invoice_id and i.created_at >= :since
  where l.net + (select coalesce(sum(m.net), 0) from csp_line_credit m where m.charge_line_id = l.id) > 0
  limit :most`;

/** An order that was cancelled in Medusa, whose licences the vendor still has for the customer. */
const LIVE_THOUGH_CANCELLED = `
  select s.id from csp_subscription s join "order" o on o.id = s.order_id
  where o.canceled_at is not null and s.status in ('active', 'suspended')
  order by s.id limit :most`;

/**
 * Charges of days on which nothing was agreed: before the first day of a subscription, or after the end of its last term
 * where none follows, and which no document gives back. What a run will still put right is told of elsewhere, as above.
 */
const CHARGED_OUTSIDE_THE_TERM = `
  select distinct coalesce(i.number, i.id) as id from csp_invoice_line l
  join csp_invoice i on i.id = l.invoice_id and i.created_at >= :since
  join csp_subscription s on s.id = l.subscription_id
  join csp_billing_account a on a.company_id = s.company_id and a.parked_reason is null
    and coalesce(a.next_run_at, 'infinity') > :now
  where l.kind in ('cycle', 'seat_change') and l.net > 0
    and (l.period_start < s.started_on or l.period_end > s.term_ends_on)
    and l.net + (select coalesce(sum(m.net), 0) from csp_line_credit m where m.charge_line_id = l.id) > 0
  limit :most`;

/** Charges that were written while billing of their subscription held. */
const CHARGED_WHILE_HELD = `
  select distinct coalesce(i.number, i.id) as id from csp_subscription s
  join csp_invoice_line l on l.subscription_id = s.id and l.kind in ('cycle', 'seat_change') and l.net > 0
  join csp_invoice i on i.id = l.invoice_id and i.created_at >= :since
    and i.issued_at > (s.vendor_sighting ->> 'since')::timestamptz + interval '1 hour'
  where ${isHeldWhere("s")} and i.issued_at <= :now
  limit :most`;

type Window = { readonly since: Date; readonly now: Date; readonly most: number };

/** Numbers of invoices issued since `since` that charge for days after the licences' end, at most `most`. */
export async function readChargesAfterTheEnd(container: MedusaContainer, window: Window): Promise<string[]> {
  return ids(container, CHARGED_AFTER_THE_END, { ...window });
}

/** Numbers of invoices issued since `since` that charge for days outside of what was agreed, at most `most`. */
export async function readChargesOutsideTheTerm(container: MedusaContainer, window: Window): Promise<string[]> {
  return ids(container, CHARGED_OUTSIDE_THE_TERM, { ...window });
}

/** Numbers of invoices issued since `since` that charge for a subscription whose billing holds, at most `most`. */
export async function readChargesWhileHeld(container: MedusaContainer, window: Window): Promise<string[]> {
  return ids(container, CHARGED_WHILE_HELD, { ...window });
}

/** Ids of subscriptions that live although their order was cancelled, at most `most`. */
export async function readLiveThoughCancelled(
  container: MedusaContainer,
  { most }: { readonly most: number },
): Promise<string[]> {
  return ids(container, LIVE_THOUGH_CANCELLED, { most });
}

async function ids(
  container: MedusaContainer,
  sql: string,
  bindings: { readonly since?: Date; readonly now?: Date; readonly most: number },
): Promise<string[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { since, now, most } = bindings;
  const { rows } = await db.raw<{ rows: { id: string }[] }>(sql, {
    most,
    ...(since && now ? { since: since.toISOString(), now: now.toISOString() } : {}),
  });
  return rows.map((row) => row.id);
}
