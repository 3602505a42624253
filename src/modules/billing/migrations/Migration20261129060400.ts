import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What the last look through the books found: one row for each rule that was broken, since when it is. */
export class Migration20261129060400 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_book_finding (
      name text primary key,
      rule text not null,
      broken jsonb not null,
      since timestamptz not null,
      checked_at timestamptz not null
    )`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_book_finding`);
  }
}
