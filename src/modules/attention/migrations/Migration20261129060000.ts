import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What people said and did about things that wait for them, and what the partner was told of by mail. */
export class Migration20261129060000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_attention_mark (
      kind text not null,
      ref text not null,
      assigned_to text null,
      assigned_at timestamptz null,
      resolved_by text null,
      resolved_at timestamptz null,
      resolved_reason text null,
      resolved_state text null,
      primary key (kind, ref),
      check ((resolved_by is null) = (resolved_at is null) and (resolved_by is null) = (resolved_reason is null)
        and (resolved_by is null) = (resolved_state is null))
    )`);
    this.addSql(`create table if not exists csp_attention_note (
      id bigint generated always as identity primary key,
      kind text not null,
      ref text not null,
      at timestamptz not null,
      actor text not null,
      words text not null
    )`);
    this.addSql(`create index if not exists csp_attention_note_item on csp_attention_note (kind, ref, id)`);
    this.addSql(`create table if not exists csp_attention_news (
      kind text not null,
      ref text not null,
      since timestamptz not null,
      batch text not null,
      words text not null,
      money text null,
      found_at timestamptz not null,
      mailed_at timestamptz null,
      primary key (kind, ref, since)
    )`);
    this.addSql(
      `create index if not exists csp_attention_news_unmailed on csp_attention_news (batch) where mailed_at is null`,
    );
    this.addSql(`create table if not exists csp_attention_journal (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor text not null,
      action text not null,
      object_kind text not null,
      object_id text not null,
      detail jsonb not null default '{}'
    )`);
    this.addSql(
      `create index if not exists csp_attention_journal_object on csp_attention_journal (object_kind, object_id, id)`,
    );
    this.addSql(`create or replace function csp_journal_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or deleted; write a new one', tg_table_name;
      end $$`);
    this.addSql(`create or replace trigger csp_attention_journal_append_only before update or delete on csp_attention_journal
      for each row execute function csp_journal_append_only()`);
  }

  override async down(): Promise<void> {
    this.addSql(
      `drop table if exists csp_attention_mark, csp_attention_note, csp_attention_news, csp_attention_journal`,
    );
  }
}
