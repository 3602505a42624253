import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What was billed and how it was paid: run, invoice, line, charge attempt. */
export class Migration20261122011100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_billing_run (
      id text primary key,
      trigger text not null check (trigger in ('ticker', 'admin')),
      dry_run boolean not null,
      as_of timestamptz not null,
      started_at timestamptz not null,
      finished_at timestamptz null,
      due integer not null default 0,
      done integer not null default 0,
      failed integer not null default 0,
      invoices integer not null default 0,
      lines integer not null default 0,
      totals jsonb not null default '{}',
      failures jsonb not null default '[]'
    )`);
    this.addSql("create index if not exists csp_billing_run_started on csp_billing_run (started_at desc)");
    this.addSql(`create table if not exists csp_invoice (
      id text primary key,
      billing_account_id text not null references csp_billing_account (id),
      legal_entity_id text not null references csp_legal_entity (id),
      company_id text not null,
      kind text not null check (kind in ('activation', 'recurring')),
      period_key text not null,
      series text not null,
      sequence bigint not null,
      number text not null,
      issued_at timestamptz not null,
      issued_on date not null,
      due_on date not null,
      period_start date not null,
      period_end date not null,
      currency text not null,
      net bigint not null,
      tax bigint not null,
      gross bigint not null,
      tax_policy text not null,
      tax_rates jsonb not null,
      tax_summary jsonb not null,
      seller jsonb not null,
      buyer jsonb not null,
      purchase_order_number text null,
      order_id text null,
      order_display_id text null,
      billing_run_id text null,
      status text not null check (status in ('open', 'paid', 'payment_failed', 'void')),
      paid_at timestamptz null,
      amount_paid bigint not null default 0,
      payment_intent_id text null,
      payment_failure jsonb null,
      next_charge_at timestamptz null,
      lease_token text null,
      lease_until timestamptz null,
      mailed_at timestamptz null,
      failure_mailed_at timestamptz null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint csp_invoice_once unique (billing_account_id, kind, period_key),
      constraint csp_invoice_sequence unique (legal_entity_id, series, sequence),
      constraint csp_invoice_number unique (legal_entity_id, number),
      constraint csp_invoice_total check (net + tax = gross and gross >= 0),
      constraint csp_invoice_period check (period_end > period_start),
      constraint csp_invoice_paid check ((status = 'paid') = (paid_at is not null) and (status <> 'paid' or amount_paid = gross))
    )`);
    this.addSql("create index if not exists csp_invoice_company on csp_invoice (company_id, issued_at desc)");
    this.addSql("create index if not exists csp_invoice_issued on csp_invoice (issued_at desc, id)");
    this.addSql(
      "create index if not exists csp_invoice_chargeable on csp_invoice (next_charge_at) where next_charge_at is not null",
    );
    this.addSql("create index if not exists csp_invoice_unmailed on csp_invoice (issued_at) where mailed_at is null");
    this.addSql(
      "create index if not exists csp_invoice_failure_unmailed on csp_invoice (issued_at) where status = 'payment_failed' and failure_mailed_at is null",
    );
    this.addSql("create index if not exists csp_invoice_payment_intent on csp_invoice (payment_intent_id)");
    this.addSql(`create table if not exists csp_invoice_line (
      id text primary key,
      invoice_id text not null references csp_invoice (id),
      position integer not null,
      charge_key text not null unique,
      subscription_id text not null,
      kind text not null check (kind in ('cycle', 'seat_change', 'cancellation', 'correction')),
      title text not null,
      detail text not null,
      formula text not null,
      period_start date not null,
      period_end date not null,
      reference_start date not null,
      reference_end date not null,
      quantity integer not null,
      unit_price bigint not null,
      factor_numerator bigint not null,
      factor_denominator bigint not null check (factor_denominator > 0),
      net bigint not null,
      tax bigint not null,
      gross bigint not null,
      policy_version text not null,
      source_event_id text not null,
      constraint csp_invoice_line_position unique (invoice_id, position),
      constraint csp_invoice_line_total check (net + tax = gross),
      constraint csp_invoice_line_period check (period_end > period_start)
    )`);
    this.addSql("create index if not exists csp_invoice_line_subscription on csp_invoice_line (subscription_id)");
    this.addSql(`create table if not exists csp_charge_attempt (
      id text primary key,
      invoice_id text not null references csp_invoice (id),
      attempt_no integer not null check (attempt_no > 0),
      idempotency_key text not null unique,
      state text not null check (state in ('planned', 'sent', 'succeeded', 'declined', 'needs_action', 'unknown', 'processing')),
      amount bigint not null check (amount > 0),
      currency text not null,
      payment_method_id text null,
      card_label text not null,
      payment_intent_id text null,
      charge_id text null,
      code text null,
      decline_code text null,
      advice_code text null,
      decline_class text null,
      message text null,
      planned_at timestamptz not null,
      sent_at timestamptz null,
      finished_at timestamptz null,
      constraint csp_charge_attempt_once unique (invoice_id, attempt_no)
    )`);
    // The next attempt cannot even be written while the outcome of one is open: two confirms would mean two charges.
    this.addSql(
      "create unique index if not exists csp_charge_attempt_one_open on csp_charge_attempt (invoice_id) where state in ('planned', 'sent', 'unknown', 'processing')",
    );
    this.addSql(
      "create unique index if not exists csp_charge_attempt_one_success on csp_charge_attempt (invoice_id) where state = 'succeeded'",
    );
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_charge_attempt, csp_invoice_line, csp_invoice, csp_billing_run");
  }
}
