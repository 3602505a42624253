import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Up to when a source's own list of events has been read through. */
export class Migration20261129030200 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_inbox_watermark (
      source text primary key check (source in ('stripe', 'partner-center')),
      read_until timestamptz not null
    )`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_inbox_watermark");
  }
}
