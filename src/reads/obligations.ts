import type { Knex } from "@medusajs/framework/mikro-orm/knex";

/** What binds a company and us to each other at this moment: numbers of things that are not over. */
export type Obligations = {
  /** Subscriptions that the vendor bills for, suspended ones too. */
  readonly subscriptions: number;
  /** Orders from the moment the card page opens until every step at the vendor and with the money has ended. */
  readonly orders: number;
  /** Invoices that are not paid, and documents that are not issued yet. */
  readonly invoices: number;
  /** Charges without an outcome, and cases of money that a person has to close. */
  readonly payments: number;
  /** Accounts that the next run has something to bill or to give back on. */
  readonly unbilled: number;
  /** Accounts on which the company is owed money. */
  readonly credits: number;
  /** Documents and confirmations of orders that were not mailed yet. */
  readonly mails: number;
};

/**
 * Everything from the open card page to the last mail. An order counts by what there is of it: its checkout, its steps
 * at the vendor (also those of an order that came in without a checkout of ours), or a paid order with no steps yet.
 */
const OBLIGATIONS = `with accounts as (select * from csp_billing_account where company_id = :companyId),
  documents as (select * from csp_invoice where company_id = :companyId),
  under_way as (
    select cart_id as id from csp_checkout where company_id = :companyId and state in ('open', 'authorised')
    union
    select t.group_id from csp_provisioning_task t
    where t.state in ('ready', 'leased', 'waiting', 'needs_attention') and t.payload ->> 'companyId' = :companyId
    union
    select o.id from "order" o
    where o.canceled_at is null and o.deleted_at is null
      and (o.id in (select order_id from csp_checkout where company_id = :companyId)
        or o.customer_id in (select customer_id from csp_company_member where company_id = :companyId))
      and not exists (select from csp_provisioning_task t where t.group_id = o.id)
      and exists (
        select from order_item i join order_line_item l on l.id = i.item_id
        where i.order_id = o.id and l.metadata ->> 'plan_id' is not null))
  select
    (select count(*)::int from csp_subscription
      where company_id = :companyId and status in ('active', 'suspended')) as subscriptions,
    (select count(*)::int from under_way) as orders,
    (select count(*)::int from documents where status in ('draft', 'open', 'payment_failed')) as invoices,
    (select count(*)::int from csp_charge_attempt a join documents d on d.id = a.invoice_id
      where a.state in ('planned', 'sent', 'unknown', 'processing'))
      + (select count(*)::int from csp_payment_case c where c.resolved_at is null
        and (c.billing_account_id in (select id from accounts) or c.invoice_id in (select id from documents))) as payments,
    (select count(*)::int from accounts where next_run_at is not null or parked_reason is not null) as unbilled,
    (select count(*)::int from accounts where credit_balance > 0) as credits,
    (select count(*)::int from documents where mailed_at is null and not silent and status <> 'draft')
      + (select count(*)::int from csp_checkout
        where company_id = :companyId and order_id is not null and not received_mailed) as mails`;

/** What is not over between a company and us, as the caller's connection or transaction sees it. */
export async function obligationsOf(db: Knex, companyId: string): Promise<Obligations> {
  const { rows } = await db.raw<{ rows: Obligations[] }>(OBLIGATIONS, { companyId });
  const [row] = rows;
  if (!row) {
    throw new Error("The database did not count what a company is bound by.");
  }
  return row;
}
