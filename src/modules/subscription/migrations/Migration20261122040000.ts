import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Lets a history say that a term ran out and the vendor went on by the month. */
export class Migration20261122040000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_subscription_event drop constraint if exists csp_subscription_event_type_check;`);
    this.addSql(`alter table csp_subscription_event add constraint csp_subscription_event_type_check
      check (type in ('started', 'quantity_changed', 'renewed', 'extended', 'cancelled', 'ended'));`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table csp_subscription_event drop constraint if exists csp_subscription_event_type_check;`);
    this.addSql(`alter table csp_subscription_event add constraint csp_subscription_event_type_check
      check (type in ('started', 'quantity_changed', 'renewed', 'cancelled', 'ended'));`);
  }
}
