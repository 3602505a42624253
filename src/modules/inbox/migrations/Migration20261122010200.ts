import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122010200 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_inbox_event (
      id text primary key,
      source text not null check (source in ('stripe', 'partner-center')),
      event_id text not null,
      type text not null,
      payload jsonb not null,
      received_at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'handled', 'ignored', 'failed')),
      attempts integer not null default 0,
      next_try_at timestamptz not null,
      last_error text null,
      handled_at timestamptz null,
      lease_token text null,
      lease_until timestamptz null
    );`);
    this.addSql(`create unique index if not exists csp_inbox_event_source on csp_inbox_event (source, event_id);`);
    this.addSql(
      `create index if not exists csp_inbox_event_waiting on csp_inbox_event (next_try_at, id) where state = 'waiting';`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_inbox_event;`);
  }
}
