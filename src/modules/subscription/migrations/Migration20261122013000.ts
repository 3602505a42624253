import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122013000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_subscription (
      id text primary key,
      company_id text not null,
      order_id text not null,
      order_line_id text not null,
      plan_id text not null,
      title text not null,
      sku_title text not null,
      product_id text not null,
      variant_id text not null,
      vendor text not null,
      vendor_tenant_id text not null,
      vendor_product_id text not null,
      vendor_sku_id text not null,
      vendor_order_id text null,
      vendor_subscription_id text not null,
      segment text not null,
      domain text not null,
      status text not null check (status in ('active', 'suspended', 'cancelled', 'ended')),
      quantity integer not null check (quantity >= 0),
      term text not null check (term in ('P1M', 'P1Y', 'P3Y')),
      billing_plan text not null check (billing_plan in ('monthly', 'annual', 'triennial')),
      currency text not null check (length(currency) = 3),
      unit_term_price bigint not null check (unit_term_price >= 0),
      price_version text not null,
      started_on date not null,
      term_started_on date not null,
      term_ends_on date not null check (term_ends_on > term_started_on),
      auto_renew boolean not null,
      cancellation_allowed_until timestamptz null,
      problem text null,
      activated_at timestamptz not null,
      synced_at timestamptz not null,
      next_sync_at timestamptz null,
      sync_failures integer not null default 0,
      lease_token text null,
      lease_until timestamptz null
    );`);
    // One subscription per order line and per vendor subscription, for ever: full indexes, rows are never soft-deleted.
    this.addSql(`create unique index if not exists csp_subscription_order_line on csp_subscription (order_line_id);`);
    this.addSql(
      `create unique index if not exists csp_subscription_vendor on csp_subscription (vendor, vendor_subscription_id);`,
    );
    this.addSql(`create index if not exists csp_subscription_company on csp_subscription (company_id, id);`);
    this.addSql(`create index if not exists csp_subscription_order on csp_subscription (order_id);`);
    this.addSql(
      `create index if not exists csp_subscription_sync on csp_subscription (next_sync_at) where next_sync_at is not null;`,
    );
    this.addSql(`create table if not exists csp_subscription_event (
      id text primary key,
      subscription_id text not null references csp_subscription (id),
      sequence integer not null check (sequence > 0),
      source_id text not null,
      type text not null check (type in ('started', 'quantity_changed', 'renewed', 'cancelled', 'ended')),
      on_date date not null,
      data jsonb not null,
      recorded_at timestamptz not null default now()
    );`);
    this.addSql(
      `create unique index if not exists csp_subscription_event_source on csp_subscription_event (subscription_id, source_id);`,
    );
    this.addSql(
      `create unique index if not exists csp_subscription_event_place on csp_subscription_event (subscription_id, sequence);`,
    );
    this.addSql(`create table if not exists csp_seat_tranche (
      subscription_id text not null references csp_subscription (id),
      returnable_until timestamptz not null,
      quantity integer not null check (quantity > 0),
      primary key (subscription_id, returnable_until)
    );`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_seat_tranche;`);
    this.addSql(`drop table if exists csp_subscription_event;`);
    this.addSql(`drop table if exists csp_subscription;`);
  }
}
