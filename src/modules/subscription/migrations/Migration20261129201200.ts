import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What the vendor's readings say against our books, and the state with which a person has let billing go on all the same.
 * Billing of a subscription holds while the former is there and the latter does not answer it.
 */
export class Migration20261129201200 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_subscription add column if not exists vendor_sighting jsonb null`);
    this.addSql(`alter table csp_subscription add column if not exists billed_on_with text null`);
    this.addSql(
      `create index if not exists csp_subscription_sighting on csp_subscription (id) where vendor_sighting is not null`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists csp_subscription_sighting`);
    this.addSql(`alter table csp_subscription drop column if exists billed_on_with`);
    this.addSql(`alter table csp_subscription drop column if exists vendor_sighting`);
  }
}
