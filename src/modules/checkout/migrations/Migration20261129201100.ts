import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Whose turn it is to change a cart, over all processes, and which changes were made under a key of their sender's. Rows of
 * turns are there while one lasts, or after a process died in it.
 */
export class Migration20261129201100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_cart_turn (
      id text primary key,
      lease_token text null,
      lease_until timestamptz null
    );`);
    this.addSql(`create table if not exists csp_cart_change (
      cart_id text not null,
      key text not null,
      asked text not null,
      made_at timestamptz not null,
      primary key (cart_id, key)
    );`);
    this.addSql("create index if not exists csp_cart_change_made on csp_cart_change (made_at);");
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_cart_change;");
    this.addSql("drop table if exists csp_cart_turn;");
  }
}
