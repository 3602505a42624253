import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** A run tells by which version of the bounds its lines were judged. */
export class Migration20261128210000 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_billing_run add column if not exists bounds_policy text null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_billing_run drop column if exists bounds_policy");
  }
}
