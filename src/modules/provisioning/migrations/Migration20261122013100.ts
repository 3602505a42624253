import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122013100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_provisioning_task (
      id text primary key,
      reference_id text not null,
      kind text not null check (
        kind in ('ensure_tenant', 'attest_agreement', 'place_order', 'await_vendor', 'settle_order')
      ),
      group_id text not null,
      position integer not null check (position > 0),
      state text not null check (
        state in ('ready', 'leased', 'waiting', 'done', 'refused', 'skipped', 'needs_attention')
      ),
      attempts integer not null default 0,
      failures integer not null default 0,
      next_at timestamptz not null,
      lease_token text null,
      lease_until timestamptz null,
      request_id text not null,
      last_error text null,
      payload jsonb not null,
      result jsonb null,
      created_at timestamptz not null,
      started_at timestamptz null,
      finished_at timestamptz null,
      check ((state = 'leased') = (lease_token is not null))
    );`);
    // An order is enqueued by its event, by the sweep and by hand: this index makes all three the same order.
    this.addSql(
      `create unique index if not exists csp_provisioning_task_reference on csp_provisioning_task (reference_id, kind);`,
    );
    this.addSql(
      `create unique index if not exists csp_provisioning_task_position on csp_provisioning_task (group_id, position);`,
    );
    this.addSql(
      `create index if not exists csp_provisioning_task_due on csp_provisioning_task (next_at)
       where state in ('ready', 'waiting', 'leased');`,
    );
    this.addSql(
      `create index if not exists csp_provisioning_task_list on csp_provisioning_task (state, created_at desc);`,
    );
    this.addSql(`create table if not exists csp_vendor_order (
      order_id text not null,
      vendor text not null,
      generation integer not null check (generation > 0),
      state text not null check (state in ('open', 'abandoned', 'placed')),
      cart_request_id text not null,
      cart_id text null,
      cart_created_at timestamptz null,
      checkout_request_id text not null,
      checkout_begun boolean not null default false,
      lines jsonb not null default '[]',
      refused jsonb not null default '[]',
      vendor_order_ids text[] not null default '{}',
      abandoned_because text null,
      created_at timestamptz not null default now(),
      primary key (order_id, generation)
    );`);
    this.addSql(`create unique index if not exists csp_vendor_order_cart on csp_vendor_order (vendor, cart_id);`);
    // Only one cart of an order may ever be on its way to becoming licences.
    this.addSql(
      `create unique index if not exists csp_vendor_order_one_current on csp_vendor_order (order_id)
       where state <> 'abandoned';`,
    );
    this.addSql(
      `create index if not exists csp_vendor_order_vendor_ids on csp_vendor_order using gin (vendor_order_ids);`,
    );
    this.addSql(`create table if not exists csp_vendor_tenant (
      vendor text not null,
      company_id text not null,
      domain text not null,
      request_id text not null,
      vendor_tenant_id text null,
      created_at timestamptz not null default now(),
      primary key (vendor, company_id)
    );`);
    this.addSql(
      `create unique index if not exists csp_vendor_tenant_domain on csp_vendor_tenant (vendor, lower(domain));`,
    );
    this.addSql(`create table if not exists csp_vendor_credential (
      vendor text primary key,
      sealed_refresh_token text not null,
      seed_fingerprint text not null,
      updated_at timestamptz not null default now()
    );`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_vendor_credential;`);
    this.addSql(`drop table if exists csp_vendor_tenant;`);
    this.addSql(`drop table if exists csp_vendor_order;`);
    this.addSql(`drop table if exists csp_provisioning_task;`);
  }
}
