import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** A margin is cost against price: a price of next to nothing has one of any size, and is no reason to lose a sheet. */
export class Migration20261129200700 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_sale_price alter column margin_percent type numeric");
  }

  override async down(): Promise<void> {
    this.addSql(
      "alter table csp_sale_price alter column margin_percent type numeric(9,4) using greatest(-99999, least(99999, margin_percent))",
    );
  }
}
