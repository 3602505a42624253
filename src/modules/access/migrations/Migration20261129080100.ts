import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261129080100 extends Migration {
  override async up(): Promise<void> {
    // Not written to the log: a crash forgets who asked how often in the last minute, and nothing else.
    this.addSql(`create unlogged table if not exists csp_request_count (
      key text primary key,
      requests integer not null check (requests >= 0),
      ends_at timestamptz not null
    );`);
    this.addSql("create index if not exists csp_request_count_end on csp_request_count (ends_at);");
    this.addSql(`create table if not exists csp_ended_sign_in (
      identity_id text primary key,
      ended_at timestamptz not null
    );`);
    this.addSql(`create table if not exists csp_ended_token (
      token_hash text primary key,
      expires_at timestamptz not null
    );`);
    this.addSql("create index if not exists csp_ended_token_expiry on csp_ended_token (expires_at);");
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_ended_token, csp_ended_sign_in, csp_request_count;");
  }
}
