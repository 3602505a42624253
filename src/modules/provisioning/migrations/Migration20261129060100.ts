import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Since when a task stands, and who did what to it. */
export class Migration20261129060100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_provisioning_task add column if not exists standing_since timestamptz null`);
    this.addSql(
      `update csp_provisioning_task set standing_since = next_at where state = 'needs_attention' and standing_since is null`,
    );
    this.addSql(
      `create index if not exists csp_provisioning_task_standing on csp_provisioning_task (standing_since) where state = 'needs_attention'`,
    );
    this.addSql(
      `create index if not exists csp_provisioning_task_refused on csp_provisioning_task (finished_at) where state = 'refused'`,
    );
    this.addSql(`create table if not exists csp_provisioning_journal (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor text not null,
      action text not null,
      object_kind text not null,
      object_id text not null,
      detail jsonb not null default '{}'
    )`);
    this.addSql(
      `create index if not exists csp_provisioning_journal_object on csp_provisioning_journal (object_kind, object_id, id)`,
    );
    this.addSql(`create or replace function csp_journal_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or deleted; write a new one', tg_table_name;
      end $$`);
    this.addSql(`create or replace trigger csp_provisioning_journal_append_only before update or delete on csp_provisioning_journal
      for each row execute function csp_journal_append_only()`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_provisioning_journal`);
    this.addSql(`drop index if exists csp_provisioning_task_refused, csp_provisioning_task_standing`);
    this.addSql(`alter table csp_provisioning_task drop column if exists standing_since`);
  }
}
