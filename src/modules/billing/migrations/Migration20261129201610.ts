import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Refunds and disputes are compared with the card processor until it calls them ended, and for a while after: `final_at` is
 * since when it does, `compared_at` when that was last looked at.
 */
export class Migration20261129201610 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_payment_reversal
      add column if not exists final_at timestamptz null,
      add column if not exists compared_at timestamptz null`);
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_payment_reversal drop column if exists final_at, drop column if exists compared_at");
  }
}
