import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What the vendor has said of lines that may be gone, and what a person has decided about lines that began otherwise. */
export class Migration20261129201210 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_provisioning_task add column if not exists sightings jsonb null");
    this.addSql("alter table csp_provisioning_task add column if not exists decisions jsonb null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_provisioning_task drop column if exists decisions");
    this.addSql("alter table csp_provisioning_task drop column if exists sightings");
  }
}
