import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Who bills and who is billed: legal entity, number series, account, card, quote. */
export class Migration20261122011000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_legal_entity (
      id text primary key,
      legal_name text not null,
      address_lines jsonb not null,
      country_code text not null,
      tax_id text not null,
      support_email text not null,
      support_phone text not null,
      time_zone text not null,
      currency text not null,
      number_prefix text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`);
    this.addSql(`create table if not exists csp_number_series (
      legal_entity_id text not null references csp_legal_entity (id),
      series text not null,
      next_number bigint not null check (next_number > 0),
      primary key (legal_entity_id, series)
    )`);
    this.addSql(`create table if not exists csp_billing_account (
      id text primary key,
      company_id text not null unique,
      legal_entity_id text null references csp_legal_entity (id),
      currency text not null check (currency = upper(currency)),
      time_zone text not null,
      stripe_customer_id text null unique,
      alignment text not null default 'anniversary' check (alignment in ('anniversary')),
      payment_terms_days integer not null default 0 check (payment_terms_days >= 0),
      purchase_order_number text null,
      next_run_at timestamptz null,
      schedule_version integer not null default 0,
      parked_reason text null,
      park_count integer not null default 0,
      lease_token text null,
      lease_until timestamptz null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`);
    this.addSql(
      "create index if not exists csp_billing_account_due on csp_billing_account (next_run_at) where next_run_at is not null",
    );
    this.addSql(`create table if not exists csp_payment_method (
      id text primary key,
      billing_account_id text not null references csp_billing_account (id),
      payment_method_id text not null,
      brand text not null,
      last4 text not null,
      exp_month integer not null,
      exp_year integer not null,
      fingerprint text null,
      is_default boolean not null,
      consent_text_version text not null,
      consent_agreed_at timestamptz not null,
      consent_ip text null,
      created_at timestamptz not null default now(),
      unique (billing_account_id, payment_method_id)
    )`);
    this.addSql(
      "create unique index if not exists csp_payment_method_one_default on csp_payment_method (billing_account_id) where is_default",
    );
    this.addSql(`create table if not exists csp_quote (
      id text primary key,
      hash text not null,
      company_id text null,
      currency text not null,
      body jsonb not null,
      created_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > created_at)
    )`);
    this.addSql("create index if not exists csp_quote_expiry on csp_quote (expires_at)");
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_quote, csp_payment_method, csp_billing_account, csp_number_series");
    this.addSql("drop table if exists csp_legal_entity");
  }
}
