import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * People who were erased, by id: whoever still holds a session of theirs makes no company and no order any more, and an
 * erasure that broke half way knows which addresses it has still to look for.
 */
export class Migration20261129201400 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_erased_person (
      customer_id text primary key,
      company_id text null,
      erased_by text not null,
      erased_at timestamptz not null,
      addresses text[] not null default '{}'
    )`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_erased_person");
  }
}
