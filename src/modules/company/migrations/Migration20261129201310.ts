import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * A VAT id may be valid and somebody else's: what the directory said is kept with the name it was compared with. Checks
 * that are there keep their answer; their companies are asked about again when they are due anyway.
 */
export class Migration20261129201310 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_tax_id_check add column if not exists legal_name text null;");
    this.allowOutcomes("'valid', 'invalid', 'other_holder', 'member_state_down', 'unavailable'");
  }

  override async down(): Promise<void> {
    // Before, an id of another holder was taken for its asker's: what was found out is kept as what charges VAT.
    this.addSql("update csp_tax_id_check set outcome = 'invalid' where outcome = 'other_holder';");
    this.allowOutcomes("'valid', 'invalid', 'member_state_down', 'unavailable'");
    this.addSql("alter table csp_tax_id_check drop column if exists legal_name;");
  }

  private allowOutcomes(outcomes: string): void {
    this.addSql("alter table csp_tax_id_check drop constraint if exists csp_tax_id_check_outcome_check;");
    this.addSql(`alter table csp_tax_id_check add constraint csp_tax_id_check_outcome_check
      check (outcome in (${outcomes}));`);
  }
}
