import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Money that went back of a payment is counted on every invoice that the payment paid: one movement of the processor is a
 * row for each of them. Movements from before stand whole on the invoice that the payment was made for; what they are more
 * than the payment brought that one is moved to the small invoices that came along, the oldest first.
 */
export class Migration20261129202040 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_payment_reversal drop constraint if exists csp_payment_reversal_processor_id_key");
    this.addSql(
      "create unique index if not exists csp_payment_reversal_once on csp_payment_reversal (processor_id, coalesce(invoice_id, ''))",
    );
    // Both sides are laid end to end: what each invoice got of the payment, and what each movement took of it.
    this.addSql(`with brought as (
        select t.payment_intent_id as payment, t.invoice_id, t.amount,
          sum(t.amount) over (partition by t.payment_intent_id
            order by t.idempotency_key like '%:with:%', i.issued_at, i.id) as until
        from csp_charge_attempt t join csp_invoice i on i.id = t.invoice_id
        where t.state = 'succeeded' and t.payment_intent_id in (
          select payment_intent_id from csp_charge_attempt where idempotency_key like '%:with:%' and state = 'succeeded')),
      back as (
        select r.*, sum(r.amount) over (partition by r.payment_intent_id order by r.made_at, r.id) as until
        from csp_payment_reversal r where r.undone_at is null),
      part as (
        select back.*, b.invoice_id as small_id,
          least(back.until, b.until) - greatest(back.until - back.amount, b.until - b.amount) as moved
        from back join brought b on b.payment = back.payment_intent_id
          and b.invoice_id <> back.invoice_id and b.until - b.amount < back.until and back.until - back.amount < b.until
        where not exists (
          select from csp_payment_reversal s where s.processor_id = back.processor_id and s.id <> back.id)),
      change as (
        select id, sum(moved) as moved from part group by id, amount, credit_taken
        having sum(moved) <= amount - credit_taken),
      written as (
        insert into csp_payment_reversal (id, invoice_id, kind, processor_id, payment_intent_id, amount, currency, reason,
          made_at, final_at, compared_at)
        select id || ':' || small_id, small_id, kind, processor_id, payment_intent_id, part.moved, currency, reason, made_at,
          final_at, compared_at
        from part join change using (id)),
      emptied as (
        delete from csp_payment_reversal r using change where r.id = change.id and r.amount = change.moved)
      update csp_payment_reversal r set amount = r.amount - change.moved
      from change where r.id = change.id and r.amount > change.moved`);
    this.addSql(`update csp_invoice i set amount_reversed = least(i.amount_paid, r.amount)
      from (select invoice_id, sum(amount) as amount from csp_payment_reversal where undone_at is null group by invoice_id) r
      where r.invoice_id = i.id and i.amount_reversed <> least(i.amount_paid, r.amount)`);
  }

  override async down(): Promise<void> {
    this.addSql(`update csp_payment_reversal r set amount = a.amount
      from (select processor_id, min(id) as id, sum(amount) as amount from csp_payment_reversal
        group by processor_id having count(*) > 1) a where r.id = a.id`);
    this.addSql(`delete from csp_payment_reversal r using csp_payment_reversal f
      where f.processor_id = r.processor_id and f.id < r.id`);
    this.addSql("drop index if exists csp_payment_reversal_once");
    this.addSql(
      "alter table csp_payment_reversal add constraint csp_payment_reversal_processor_id_key unique (processor_id)",
    );
  }
}
