import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Money that the card processor took (captured by hand in its dashboard) for an order of which nothing was delivered, or for
 * a checkout that became no order. No invoice is made over it, so what goes back of it belongs to none either.
 */
export class Migration20261129202070 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_unbilled_payment (
      id text primary key,
      billing_account_id text not null references csp_billing_account (id),
      order_id text null,
      about text not null,
      payment_intent_id text not null unique,
      amount bigint not null check (amount > 0),
      currency text not null,
      refund_id text null,
      booked_at timestamptz not null
    )`);
    this.addSql("create index if not exists csp_unbilled_payment_account on csp_unbilled_payment (billing_account_id)");
    this.addSql("create index if not exists csp_unbilled_payment_order on csp_unbilled_payment (order_id)");
    this.addSql("alter table csp_payment_reversal alter column invoice_id drop not null");
    this.addSql("create index if not exists csp_payment_reversal_payment on csp_payment_reversal (payment_intent_id)");
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_payment_reversal_payment");
    this.addSql("delete from csp_payment_reversal where invoice_id is null");
    this.addSql("alter table csp_payment_reversal alter column invoice_id set not null");
    this.addSql("drop table if exists csp_unbilled_payment");
  }
}
