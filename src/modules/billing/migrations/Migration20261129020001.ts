import { Migration } from "@medusajs/framework/mikro-orm/migrations";

const VIEWS = "csp_read_billing_account, csp_read_invoice_line";

/**
 * A line says which term it belongs to, at which rates of its own it is taxed, under which order number it was bought,
 * and, where it gives something back, of which charges how much. An invoice can be paid in two parts: from an order's
 * authorisation, and what that lacks from the card.
 */
export class Migration20261129020001 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`drop view if exists ${VIEWS}`);
    this.addSql(`alter table csp_billing_account
      add column if not exists invoice_per_order_number boolean not null default false`);
    this.addSql(`alter table csp_invoice_line
      add column if not exists term_event_id text null,
      add column if not exists tax_rates jsonb null,
      add column if not exists purchase_order_number text null`);
    // What was issued does not change: it is told of its term, which was always the one its charge period opened in.
    this.addSql("alter table csp_invoice_line disable trigger csp_invoice_line_immutable");
    this.addSql(`update csp_invoice_line l set term_event_id = coalesce((
        select c.source_event_id from csp_invoice_line c
        where c.subscription_id = l.subscription_id and c.kind = 'cycle' and c.period_start <= l.period_start
          and c.reference_start = l.reference_start and c.reference_end = l.reference_end
        order by c.period_start desc limit 1), l.source_event_id)
      where term_event_id is null`);
    this.addSql("alter table csp_invoice_line enable trigger csp_invoice_line_immutable");
    this.addSql("alter table csp_invoice_line alter column term_event_id set not null");
    this.addSql(`create table if not exists csp_line_credit (
      credit_line_id text not null references csp_invoice_line (id) on delete cascade,
      charge_line_id text not null references csp_invoice_line (id),
      seats integer not null,
      net bigint not null,
      tax bigint not null,
      primary key (credit_line_id, charge_line_id)
    )`);
    this.addSql("create index if not exists csp_line_credit_charge on csp_line_credit (charge_line_id)");
    this.addSql(`insert into csp_line_credit (credit_line_id, charge_line_id, seats, net, tax)
      select l.id, l.credited_line_id, case l.kind when 'goodwill' then 0 else l.quantity end, l.net, l.tax
      from csp_invoice_line l join csp_invoice_line c on c.id = l.credited_line_id and c.net > 0
      on conflict do nothing`);
    this.addSql("drop index if exists csp_charge_attempt_one_success");
    this.addSql(`create unique index if not exists csp_charge_attempt_success_once
      on csp_charge_attempt (invoice_id, coalesce(payment_intent_id, '')) where state = 'succeeded'`);
    this.addSql(`create view csp_read_billing_account as
      select id, company_id, currency, time_zone, alignment, billing_day, payment_terms_days, purchase_order_number,
        invoice_per_order_number, locale, invoice_approval, zero_invoices, credit_balance::float8 as credit_balance,
        next_run_at, created_at, updated_at, null::timestamptz as deleted_at
      from csp_billing_account`);
    this.addSql(`create view csp_read_invoice_line as
      select l.id, l.invoice_id, l.position, l.subscription_id, l.kind, l.title, l.detail, l.formula,
        l.period_start::text as period_start, l.period_end::text as period_end, l.quantity, i.currency,
        l.unit_price::float8 as unit_price, l.discount::float8 as discount, l.net::float8 as net, l.tax::float8 as tax,
        l.gross::float8 as gross, l.purchase_order_number, l.credited_line_id, i.created_at, i.updated_at,
        null::timestamptz as deleted_at
      from csp_invoice_line l
      join csp_invoice i on i.id = l.invoice_id`);
  }

  /** Fails where an invoice was paid in two parts meanwhile: one attempt succeeds for an invoice before. */
  override async down(): Promise<void> {
    this.addSql(`drop view if exists ${VIEWS}`);
    this.addSql("drop index if exists csp_charge_attempt_success_once");
    this.addSql(`create unique index if not exists csp_charge_attempt_one_success
      on csp_charge_attempt (invoice_id) where state = 'succeeded'`);
    this.addSql("drop table if exists csp_line_credit");
    this.addSql(`alter table csp_invoice_line
      drop column if exists term_event_id, drop column if exists tax_rates,
      drop column if exists purchase_order_number`);
    this.addSql("alter table csp_billing_account drop column if exists invoice_per_order_number");
    this.addSql(`create view csp_read_billing_account as
      select id, company_id, currency, time_zone, alignment, billing_day, payment_terms_days, purchase_order_number,
        locale, invoice_approval, zero_invoices, credit_balance::float8 as credit_balance, next_run_at, created_at,
        updated_at, null::timestamptz as deleted_at
      from csp_billing_account`);
    this.addSql(`create view csp_read_invoice_line as
      select l.id, l.invoice_id, l.position, l.subscription_id, l.kind, l.title, l.detail, l.formula,
        l.period_start::text as period_start, l.period_end::text as period_end, l.quantity, i.currency,
        l.unit_price::float8 as unit_price, l.discount::float8 as discount, l.net::float8 as net, l.tax::float8 as tax,
        l.gross::float8 as gross, l.credited_line_id, i.created_at, i.updated_at, null::timestamptz as deleted_at
      from csp_invoice_line l
      join csp_invoice i on i.id = l.invoice_id`);
  }
}
