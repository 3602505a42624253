import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Whose doing it is that a payment came to no order. What was closed before is not known, and stays null. */
export class Migration20261129201000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_checkout add column if not exists refused_by text null
      constraint csp_checkout_refused_by_check check (refused_by in ('bank', 'vendor', 'seller', 'nobody'))`);
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_checkout drop column if exists refused_by");
  }
}
