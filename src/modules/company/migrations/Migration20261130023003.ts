import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What is to be corrected, and ids that are somebody else's, are found without reading every answer about every id. */
export class Migration20261130023003 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create index if not exists csp_tax_id_check_correct on csp_tax_id_check (correct_at, id)
      where correct_at is not null`);
    this.addSql(`create index if not exists csp_tax_id_check_other_holder on csp_tax_id_check (company_id)
      where outcome = 'other_holder'`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_tax_id_check_other_holder, csp_tax_id_check_correct");
  }
}
