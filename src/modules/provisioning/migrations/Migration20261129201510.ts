import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Which fault of the set-up a step waits for, and since when: it is no failure of the step, and nobody retries it by hand. */
export class Migration20261129201510 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_provisioning_task add column if not exists set_up_fault text null");
    this.addSql("alter table csp_provisioning_task add column if not exists set_up_since timestamptz null");
    this.addSql(`create index if not exists csp_provisioning_task_set_up on csp_provisioning_task (set_up_since)
      where set_up_fault is not null`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_provisioning_task_set_up");
    this.addSql("alter table csp_provisioning_task drop column if exists set_up_since");
    this.addSql("alter table csp_provisioning_task drop column if exists set_up_fault");
  }
}
