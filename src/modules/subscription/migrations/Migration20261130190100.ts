import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Changes of subscriptions that somebody asked for, each from the request to its end, and what the customer wants at the
 * end of a term. Of one subscription one change is open at a time.
 */
export class Migration20261130190100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_subscription_change (
      id text primary key,
      subscription_id text not null references csp_subscription (id),
      company_id text not null,
      kind text not null check (kind in ('add_seats', 'return_seats', 'cancel', 'renewal')),
      wanted jsonb not null,
      from_quantity integer not null check (from_quantity > 0),
      preview_hash text not null,
      shown jsonb not null,
      state text not null check (state in ('requested', 'awaiting_customer', 'at_vendor', 'settling', 'releasing',
        'needs_attention', 'done', 'refused', 'withdrawn')),
      stands_in text null,
      standing_since timestamptz null,
      asked_as text not null check (asked_as in ('customer', 'seller', 'system')),
      asked_by text not null,
      reason text null,
      refusal jsonb null,
      request_id text not null,
      vendor_asked_at timestamptz null,
      confirmed_at timestamptz null,
      counts_from date null,
      event_id text null,
      wish_kept_at timestamptz null,
      invoice_id text null,
      hold_amount bigint null check (hold_amount > 0),
      hold_payment_intent_id text null,
      held_at timestamptz null,
      hold_ended_at timestamptz null,
      page_session_id text null,
      page_number integer not null default 0,
      awaits_until timestamptz null,
      created_at timestamptz not null,
      finished_at timestamptz null,
      next_at timestamptz null,
      attempts integer not null default 0,
      failures integer not null default 0,
      started_at timestamptz null,
      last_error text null,
      set_up_fault text null,
      set_up_since timestamptz null,
      absent text null,
      absent_since timestamptz null,
      lease_token text null,
      lease_until timestamptz null
    )`);
    this.addSql(`create unique index if not exists csp_subscription_change_open on csp_subscription_change (subscription_id)
      where state not in ('done', 'refused', 'withdrawn')`);
    this.addSql(
      `create index if not exists csp_subscription_change_due on csp_subscription_change (next_at) where next_at is not null`,
    );
    this.addSql(
      `create index if not exists csp_subscription_change_history on csp_subscription_change (subscription_id, created_at)`,
    );
    this.addSql(
      `create index if not exists csp_subscription_change_page on csp_subscription_change (page_session_id) where page_session_id is not null`,
    );
    this.addSql("alter table csp_subscription add column if not exists extend_at_end boolean not null default false");
    this.addSql("alter table csp_subscription add column if not exists next_quantity integer null");
    this.addSql("alter table csp_subscription add column if not exists end_wish jsonb null");
    this.addSql("alter table csp_subscription add column if not exists end_wish_kept_at timestamptz null");
    this.addSql(`create index if not exists csp_subscription_wish_lost on csp_subscription (id)
      where end_wish is not null and end_wish_kept_at is null`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_subscription_wish_lost");
    this.addSql("alter table csp_subscription drop column if exists end_wish_kept_at");
    this.addSql("alter table csp_subscription drop column if exists end_wish");
    this.addSql("alter table csp_subscription drop column if exists next_quantity");
    this.addSql("alter table csp_subscription drop column if exists extend_at_end");
    this.addSql("drop table if exists csp_subscription_change");
  }
}
