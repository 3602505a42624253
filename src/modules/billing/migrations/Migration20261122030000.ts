import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** How an account wants to be billed, what it has as credit, how far its subscriptions are billed; discounts. */
export class Migration20261122030000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_billing_account
      drop constraint if exists csp_billing_account_alignment_check,
      add constraint csp_billing_account_alignment_check check (alignment in ('anniversary', 'billing_day')),
      add column if not exists billing_day integer null check (billing_day between 1 and 31),
      add column if not exists locale text not null default 'en' check (locale in ('en', 'de', 'nl')),
      add column if not exists invoice_approval text not null default 'automatic'
        check (invoice_approval in ('automatic', 'review')),
      add column if not exists zero_invoices text not null default 'send' check (zero_invoices in ('send', 'keep')),
      add column if not exists credit_balance bigint not null default 0 check (credit_balance >= 0),
      add column if not exists positions jsonb not null default '{}',
      add constraint csp_billing_account_day check ((alignment = 'billing_day') = (billing_day is not null))`);
    // A lease changes no indexed column: with room left on its page the new row version costs no index entry.
    this.addSql("alter table csp_billing_account set (fillfactor = 60)");
    // A run takes due accounts in this order, batch by batch, without sorting all that are due each time.
    this.addSql("drop index if exists csp_billing_account_due");
    this.addSql(
      "create index if not exists csp_billing_account_queue on csp_billing_account (next_run_at, id) where next_run_at is not null",
    );
    this.addSql(`create table if not exists csp_discount (
      id text primary key,
      name text not null,
      kind text not null check (kind in ('percentage', 'amount')),
      percent text null,
      amount bigint null check (amount > 0),
      currency text null,
      per text null check (per in ('line', 'invoice')),
      scope jsonb not null,
      condition jsonb not null,
      customers jsonb not null,
      valid_from date not null,
      valid_until date null check (valid_until > valid_from),
      stacking_order integer not null,
      exclusive boolean not null,
      created_at timestamptz not null,
      constraint csp_discount_value check (
        (kind = 'percentage' and percent is not null and amount is null and currency is null and per is null)
        or (kind = 'amount' and percent is null and amount is not null and currency is not null and per is not null))
    )`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_discount");
    this.addSql("alter table csp_billing_account reset (fillfactor)");
    this.addSql("drop index if exists csp_billing_account_queue");
    this.addSql(
      "create index if not exists csp_billing_account_due on csp_billing_account (next_run_at) where next_run_at is not null",
    );
    this.addSql(`alter table csp_billing_account
      drop constraint if exists csp_billing_account_day,
      drop column if exists billing_day, drop column if exists locale, drop column if exists invoice_approval,
      drop column if exists zero_invoices, drop column if exists credit_balance,
      drop column if exists positions`);
  }
}
