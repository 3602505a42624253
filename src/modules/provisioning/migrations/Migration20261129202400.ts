import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Which system a step waits for that was not there when it was asked, and since when: it is no failure of the step. */
export class Migration20261129202400 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_provisioning_task add column if not exists absent text null");
    this.addSql("alter table csp_provisioning_task add column if not exists absent_since timestamptz null");
    this.addSql(`create index if not exists csp_provisioning_task_absent on csp_provisioning_task (absent_since)
      where absent is not null`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_provisioning_task_absent");
    this.addSql("alter table csp_provisioning_task drop column if exists absent_since");
    this.addSql("alter table csp_provisioning_task drop column if exists absent");
  }
}
