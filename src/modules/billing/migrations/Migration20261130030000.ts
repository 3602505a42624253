import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** When a case that the card processor's own word settles was last compared with it: of many, each gets its turn. */
export class Migration20261130030000 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_payment_case add column if not exists compared_at timestamptz null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_payment_case drop column if exists compared_at");
  }
}
