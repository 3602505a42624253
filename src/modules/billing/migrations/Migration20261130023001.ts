import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What the processor tells names a payment only: whose attempt it was is found by it, however many there are. Drafts are few
 * among all documents, and are looked for each minute.
 */
export class Migration20261130023001 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      "create index if not exists csp_charge_attempt_payment on csp_charge_attempt (payment_intent_id) where payment_intent_id is not null",
    );
    this.addSql("create index if not exists csp_invoice_drafts on csp_invoice (created_at, id) where status = 'draft'");
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_invoice_drafts, csp_charge_attempt_payment");
  }
}
