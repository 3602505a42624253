import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Which fault of the set-up an event waits for: it uses up no try, and is not given up. */
export class Migration20261129201520 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_inbox_event add column if not exists set_up_fault text null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_inbox_event drop column if exists set_up_fault");
  }
}
