import { Migration } from "@medusajs/framework/mikro-orm/migrations";

const VIEWS = "csp_read_billing_account, csp_read_invoice, csp_read_invoice_line";

/**
 * What a host reads of billing; see `models`. Columns are a promise to hosts: none goes or changes its meaning without a
 * word in the changelog. Leases, ids at the card processor, keys and reasons of failures are not among them. An amount is
 * `float8`, which arrives as a number and holds every whole one that the domain counts with.
 */
export class Migration20261128215103 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`drop view if exists ${VIEWS}`);
    this.addSql(`create view csp_read_billing_account as
      select id, company_id, currency, time_zone, alignment, billing_day, payment_terms_days, purchase_order_number,
        locale, invoice_approval, zero_invoices, credit_balance::float8 as credit_balance, next_run_at, created_at,
        updated_at, null::timestamptz as deleted_at
      from csp_billing_account`);
    this.addSql(`create view csp_read_invoice as
      select id, number, kind, status, billing_account_id, company_id, order_id, credited_invoice_id, credit_reason,
        purchase_order_number, locale, issued_at, issued_on::text as issued_on, due_on::text as due_on,
        period_start::text as period_start, period_end::text as period_end, currency, discount::float8 as discount,
        net::float8 as net, tax::float8 as tax, gross::float8 as gross, credit_applied::float8 as credit_applied,
        amount_credited::float8 as amount_credited, amount_paid::float8 as amount_paid,
        case when kind = 'credit_note' or status = 'void' then 0
          else (gross - credit_applied - amount_credited - amount_paid)::float8 end as amount_due,
        paid_at, created_at, updated_at, null::timestamptz as deleted_at
      from csp_invoice`);
    this.addSql(`create view csp_read_invoice_line as
      select l.id, l.invoice_id, l.position, l.subscription_id, l.kind, l.title, l.detail, l.formula,
        l.period_start::text as period_start, l.period_end::text as period_end, l.quantity, i.currency,
        l.unit_price::float8 as unit_price, l.discount::float8 as discount, l.net::float8 as net, l.tax::float8 as tax,
        l.gross::float8 as gross, l.credited_line_id, i.created_at, i.updated_at, null::timestamptz as deleted_at
      from csp_invoice_line l
      join csp_invoice i on i.id = l.invoice_id`);
    // From an order to its invoices, which only those of an activation name.
    this.addSql("create index if not exists csp_invoice_order on csp_invoice (order_id) where order_id is not null");
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_invoice_order");
    this.addSql(`drop view if exists ${VIEWS}`);
  }
}
