import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** One link sets one password, and one sign-in may outlive the end of all others. */
export class Migration20261129201300 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_ended_sign_in
      add column if not exists link_used_at timestamptz,
      add column if not exists kept_hash text;`);
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_ended_sign_in drop column if exists link_used_at, drop column if exists kept_hash;");
  }
}
