import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** When the subscriptions of each tenant are listed at the vendor: what is there and not in our books is found so. */
export class Migration20261130221100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_tenant_reading (
      id text primary key,
      vendor text not null,
      vendor_tenant_id text not null,
      company_id text not null,
      next_at timestamptz not null,
      read_at timestamptz null,
      failures integer not null default 0,
      lease_token text null,
      lease_until timestamptz null
    )`);
    this.addSql("create index if not exists csp_tenant_reading_due on csp_tenant_reading (next_at)");
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_tenant_reading");
  }
}
