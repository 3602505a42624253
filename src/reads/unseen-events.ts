import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { isHeldWhere } from "../modules/subscription";

/**
 * Histories against positions and the accounts' dates. An event makes its account due, at once or on its own day, and
 * stays above the position until a run has planned with it; so one that is above it while the account is due later, or
 * never, is forgotten: for a year, where a term was paid in advance.
 *
 * A subscription whose billing holds is planned with when it goes on; it is told of elsewhere.
 *
 * A subscription whose order was settled waits without a position for the end of what its invoice billed: its first
 * event is known. Before that it is no run's business. A parked account is due again after its wait, and told of
 * elsewhere. An event is recorded a moment before its account becomes due: the youngest are left out, on the database's
 * clock, which writes that instant.
 */
const UNSEEN = `
  select s.id from csp_subscription s
  join csp_billing_account a on a.company_id = s.company_id and a.parked_reason is null
  cross join lateral (
    select coalesce((a.positions -> s.id ->> 'sequence')::integer, case
      when s.order_id = '' then 0
      when exists (select from csp_invoice i where i.kind = 'activation' and i.period_key = s.order_id) then 1
      end) as sequence) seen
  cross join lateral (
    select min(e.on_date) as since from csp_subscription_event e
    where e.subscription_id = s.id and e.sequence > seen.sequence
      and e.recorded_at < now() - interval '1 minute') unseen
  where not ${isHeldWhere("s")} and case
    when unseen.since is not null then
      coalesce(a.next_run_at, 'infinity') > greatest(:now::timestamptz, unseen.since + interval '1 day')
    else seen.sequence = 1 and a.next_run_at is null and a.positions -> s.id is null
    end
  order by s.id limit :most`;

/** Ids of subscriptions with events that no run has planned with and none is due to at `now`, at most `most`. */
export async function readUnseenEvents(
  container: MedusaContainer,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<string[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(UNSEEN, { now: now.toISOString(), most });
  return rows.map((row) => row.id);
}
