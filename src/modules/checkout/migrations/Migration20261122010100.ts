import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122010100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_checkout (
      id text primary key,
      cart_id text not null,
      company_id text not null,
      customer_id text not null,
      quote_id text not null,
      quote_hash text not null,
      state text not null check (state in ('open', 'authorised', 'ordered', 'expired', 'failed')),
      attempt integer not null default 1 check (attempt > 0),
      amount bigint not null check (amount >= 0),
      currency text not null check (length(currency) = 3),
      billing_account_id text not null,
      payment_collection_id text null,
      payment_session_id text null,
      stripe_session_id text null,
      redirect_url text null,
      payment_intent_id text null,
      consent_text_version text not null,
      consent_at timestamptz not null,
      consent_ip text null,
      consent_user_agent text null,
      po_number text null,
      order_id text null,
      closed_reason text null,
      decline_reason text null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      expires_at timestamptz not null,
      authorised_at timestamptz null,
      ordered_at timestamptz null,
      next_check_at timestamptz null,
      tries integer not null default 0,
      last_error text null,
      lease_token text null,
      lease_until timestamptz null,
      check ((state = 'ordered') = (order_id is not null))
    );`);
    // These four make one cart one order, whoever comes first: full indexes, rows are never soft-deleted.
    this.addSql(`create unique index if not exists csp_checkout_cart on csp_checkout (cart_id);`);
    this.addSql(`create unique index if not exists csp_checkout_order on csp_checkout (order_id);`);
    this.addSql(`create unique index if not exists csp_checkout_stripe_session on csp_checkout (stripe_session_id);`);
    this.addSql(`create unique index if not exists csp_checkout_payment_session on csp_checkout (payment_session_id);`);
    this.addSql(`create index if not exists csp_checkout_company on csp_checkout (company_id, created_at desc);`);
    this.addSql(
      `create index if not exists csp_checkout_due on csp_checkout (next_check_at) where next_check_at is not null;`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_checkout;`);
  }
}
