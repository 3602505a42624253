import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What the card page of an attempt shows is written down by the checkout, so that the payment provider reads it here. */
export class Migration20261129010001 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_checkout add column if not exists page_request jsonb null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_checkout drop column if exists page_request");
  }
}
