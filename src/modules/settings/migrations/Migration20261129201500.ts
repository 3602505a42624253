import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * A fault of the set-up is of one kind of call, or of the whole access. One that has ended is kept for a while: what comes
 * back soon is the same fault, and nobody is told of it twice.
 */
export class Migration20261129201500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_set_up_fault add column if not exists scope text not null default 'access'`);
    this.addSql("alter table csp_set_up_fault add column if not exists ended_at timestamptz null");
    this.addSql("alter table csp_set_up_fault drop constraint if exists csp_set_up_fault_pkey");
    this.addSql("alter table csp_set_up_fault add constraint csp_set_up_fault_pkey primary key (system, scope)");
  }

  override async down(): Promise<void> {
    this.addSql("delete from csp_set_up_fault where scope <> 'access' or ended_at is not null");
    this.addSql("alter table csp_set_up_fault drop constraint if exists csp_set_up_fault_pkey");
    this.addSql("alter table csp_set_up_fault add constraint csp_set_up_fault_pkey primary key (system)");
    this.addSql("alter table csp_set_up_fault drop column if exists ended_at");
    this.addSql("alter table csp_set_up_fault drop column if exists scope");
  }
}
