import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Orders of which the vendor refused a part are few among all, and are looked for each minute. */
export class Migration20261130023002 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create index if not exists csp_provisioning_task_part_refused on csp_provisioning_task (finished_at)
      where kind = 'await_vendor' and state = 'done' and (result -> 'refused') <> '[]'::jsonb`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_provisioning_task_part_refused");
  }
}
