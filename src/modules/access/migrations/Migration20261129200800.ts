import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** A token that another one was refreshed into belongs to the same sign-in, and ends with it. */
export class Migration20261129200800 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_refreshed_token (
      token_hash text primary key,
      first_hash text not null,
      expires_at timestamptz not null
    );`);
    this.addSql("create index if not exists csp_refreshed_token_expiry on csp_refreshed_token (expires_at);");
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_refreshed_token;");
  }
}
