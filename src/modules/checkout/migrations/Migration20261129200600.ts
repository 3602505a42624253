import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Whether the customer was told that the order has come in is kept with the order: a crash between the two loses nothing. */
export class Migration20261129200600 extends Migration {
  override async up(): Promise<void> {
    // Orders that stand already were told of as it was done then.
    this.addSql("alter table csp_checkout add column if not exists received_mailed boolean not null default true");
    this.addSql("alter table csp_checkout alter column received_mailed set default false");
    this.addSql("update csp_checkout set received_mailed = false where order_id is null and received_mailed");
    this.addSql(
      "create index if not exists csp_checkout_unmailed on csp_checkout (ordered_at) where order_id is not null and not received_mailed",
    );
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_checkout_unmailed");
    this.addSql("alter table csp_checkout drop column if exists received_mailed");
  }
}
