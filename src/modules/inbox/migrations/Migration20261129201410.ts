import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What is to be forgotten of events is found without reading those that are kept. */
export class Migration20261129201410 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create index if not exists csp_inbox_event_bodies on csp_inbox_event (handled_at)
      where state in ('handled', 'ignored') and payload <> '{}'::jsonb`);
    this.addSql(`create index if not exists csp_inbox_event_old on csp_inbox_event (received_at)
      where state in ('handled', 'ignored')`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_inbox_event_old");
    this.addSql("drop index if exists csp_inbox_event_bodies");
  }
}
