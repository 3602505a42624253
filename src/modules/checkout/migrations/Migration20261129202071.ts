import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** A refund or dispute names only the payment: whose order it is has to be found by it. */
export class Migration20261129202071 extends Migration {
  override async up(): Promise<void> {
    this.addSql("create index if not exists csp_checkout_payment_intent on csp_checkout (payment_intent_id)");
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_checkout_payment_intent");
  }
}
