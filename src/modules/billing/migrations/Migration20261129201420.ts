import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** A quote that an order was made of stays; the others are found by when they ran out. */
export class Migration20261129201420 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_quote add column if not exists kept boolean not null default false");
    this.addSql("create index if not exists csp_quote_undecided on csp_quote (expires_at, id) where not kept");
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_quote_undecided");
    this.addSql("alter table csp_quote drop column if exists kept");
  }
}
