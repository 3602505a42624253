import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** A run that broke off tells why. */
export class Migration20261128230500 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_billing_run add column if not exists failure text null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_billing_run drop column if exists failure");
  }
}
