import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What of our own set-up an outside system refuses now; one row a system, gone when the system answers again. */
export class Migration20261129030000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_set_up_fault (
      system text primary key check (system in ('stripe', 'partner_center', 'mail')),
      since timestamptz not null,
      last_at timestamptz not null,
      count integer not null,
      words text not null,
      probe_at timestamptz not null
    )`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_set_up_fault");
  }
}
