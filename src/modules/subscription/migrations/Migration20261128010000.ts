import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Without a renewal a term may go on by the month: only a cancellation on record says that it stops. */
export class Migration20261128010000 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_subscription add column if not exists cancel_at_end boolean not null default false;");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_subscription drop column if exists cancel_at_end;");
  }
}
