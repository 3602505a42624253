import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Since when an event is given up: nobody tries it again by himself. */
export class Migration20261129060600 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_inbox_event add column if not exists failed_at timestamptz null`);
    this.addSql(`update csp_inbox_event set failed_at = next_try_at where state = 'failed' and failed_at is null`);
    this.addSql(
      `create index if not exists csp_inbox_event_failed on csp_inbox_event (failed_at) where state = 'failed'`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists csp_inbox_event_failed`);
    this.addSql(`alter table csp_inbox_event drop column if exists failed_at`);
  }
}
