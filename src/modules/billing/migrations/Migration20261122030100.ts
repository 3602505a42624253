import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Documents: an invoice may wait as a draft without a number, a credit note is a document of its own series, and what
 * an invoice still asks for is its gross less credit balance applied, less credit notes against it, less what was paid.
 */
export class Migration20261122030100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_invoice
      drop constraint if exists csp_invoice_kind_check,
      drop constraint if exists csp_invoice_status_check,
      drop constraint if exists csp_invoice_total,
      drop constraint if exists csp_invoice_paid,
      alter column series drop not null,
      alter column sequence drop not null,
      alter column number drop not null,
      add column if not exists locale text not null default 'en',
      add column if not exists discount bigint not null default 0,
      add column if not exists credit_applied bigint not null default 0,
      add column if not exists amount_credited bigint not null default 0,
      add column if not exists credited_invoice_id text null references csp_invoice (id),
      add column if not exists credit_reason text null,
      add column if not exists quote_id text null,
      add column if not exists silent boolean not null default false,
      add constraint csp_invoice_kind_check check (kind in ('activation', 'recurring', 'credit_note')),
      add constraint csp_invoice_status_check check (status in ('draft', 'open', 'paid', 'payment_failed', 'void', 'issued')),
      add constraint csp_invoice_total check (
        net + tax = gross and case when kind = 'credit_note' then gross <= 0 else gross >= 0 end),
      add constraint csp_invoice_draft check (
        (status = 'draft') = (number is null) and (number is null) = (sequence is null)
        and (number is null) = (series is null)),
      add constraint csp_invoice_issued check (
        case when kind = 'credit_note' then status in ('draft', 'issued') else status <> 'issued' end),
      add constraint csp_invoice_settled check (
        credit_applied >= 0 and amount_credited >= 0 and amount_paid >= 0
        and (kind = 'credit_note' or credit_applied + amount_credited + amount_paid <= gross)),
      add constraint csp_invoice_paid check (
        (status = 'paid') = (paid_at is not null)
        and (status <> 'paid' or credit_applied + amount_credited + amount_paid = gross))`);
    this.addSql(
      "create index if not exists csp_invoice_credited on csp_invoice (credited_invoice_id) where credited_invoice_id is not null",
    );
    this.addSql("create index if not exists csp_invoice_run on csp_invoice (billing_run_id)");
    this.addSql("drop index if exists csp_invoice_unmailed");
    this.addSql(
      "create index if not exists csp_invoice_unmailed on csp_invoice (issued_at) where mailed_at is null and not silent and status <> 'draft'",
    );
    // A line's own rates by code; null: all rates of the document. `discounts` names what was taken off and by which share.
    this.addSql(`alter table csp_invoice_line
      drop constraint if exists csp_invoice_line_kind_check,
      drop constraint if exists csp_invoice_line_invoice_id_fkey,
      add column if not exists discount bigint not null default 0,
      add column if not exists discounts jsonb null,
      add column if not exists tax_codes text[] null,
      add column if not exists credited_line_id text null references csp_invoice_line (id),
      add constraint csp_invoice_line_kind_check
        check (kind in ('cycle', 'seat_change', 'cancellation', 'correction', 'goodwill')),
      add constraint csp_invoice_line_invoice_id_fkey
        foreign key (invoice_id) references csp_invoice (id) deferrable initially immediate`);
    this.addSql("drop index if exists csp_invoice_line_subscription");
    this.addSql("create index if not exists csp_invoice_line_open on csp_invoice_line (subscription_id, period_end)");
    this.addSql(
      "create index if not exists csp_invoice_line_credited on csp_invoice_line (credited_line_id) where credited_line_id is not null",
    );
    this.addSql(`create table if not exists csp_credit_entry (
      id text primary key,
      billing_account_id text not null references csp_billing_account (id),
      kind text not null check (kind in ('credit_note', 'applied', 'adjustment')),
      invoice_id text null references csp_invoice (id),
      amount bigint not null check (amount <> 0),
      balance bigint not null check (balance >= 0),
      reason text null,
      actor text not null,
      created_at timestamptz not null,
      constraint csp_credit_entry_once unique (invoice_id, kind)
    )`);
    this.addSql(
      "create index if not exists csp_credit_entry_account on csp_credit_entry (billing_account_id, created_at)",
    );
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_credit_entry");
    this.addSql(
      "drop index if exists csp_invoice_line_open, csp_invoice_line_credited, csp_invoice_credited, csp_invoice_run",
    );
    this.addSql("create index if not exists csp_invoice_line_subscription on csp_invoice_line (subscription_id)");
    this.addSql(`alter table csp_invoice_line
      drop column if exists discount, drop column if exists discounts, drop column if exists tax_codes,
      drop column if exists credited_line_id`);
    this.addSql(`alter table csp_invoice
      drop constraint if exists csp_invoice_draft, drop constraint if exists csp_invoice_issued,
      drop constraint if exists csp_invoice_settled,
      drop column if exists locale, drop column if exists discount, drop column if exists credit_applied,
      drop column if exists amount_credited, drop column if exists credited_invoice_id,
      drop column if exists credit_reason, drop column if exists quote_id, drop column if exists silent`);
  }
}
