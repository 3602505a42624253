import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Who changed what a company is, chose its tenant and agreed for it. */
export class Migration20261129060300 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_company_journal (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor text not null,
      action text not null,
      object_kind text not null,
      object_id text not null,
      detail jsonb not null default '{}'
    )`);
    this.addSql(
      `create index if not exists csp_company_journal_object on csp_company_journal (object_kind, object_id, id)`,
    );
    this.addSql(`create or replace function csp_journal_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or deleted; write a new one', tg_table_name;
      end $$`);
    this.addSql(`create or replace trigger csp_company_journal_append_only before update or delete on csp_company_journal
      for each row execute function csp_journal_append_only()`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_company_journal`);
  }
}
