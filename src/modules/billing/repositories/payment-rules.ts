import type { BookRule } from "./book-rule";
import { PAYABLE, UNDECIDED } from "./state-lists";

/** Money against documents, and what becomes of a document that is not paid. */
export const PAYMENT_RULES: readonly BookRule[] = [
  {
    name: "paid_has_a_payment",
    rule: "Money on an invoice comes from successful attempts, and all they brought is on it or became credit.",
    sql: `select i.number as id from csp_invoice i
      where i.created_at >= :since and i.amount_paid <> (
        select coalesce(sum(t.amount - t.excess), 0) from csp_charge_attempt t where t.invoice_id = i.id and t.state = 'succeeded')`,
  },
  {
    name: "payment_has_a_document",
    rule: "Whatever was paid was paid for an invoice that has a number and stands, or became credit.",
    sql: `select t.id from csp_charge_attempt t left join csp_invoice i on i.id = t.invoice_id
      where t.state = 'succeeded' and t.finished_at >= :since
        and (i.id is null or i.number is null or i.kind = 'credit_note' or i.status = 'draft'
          or (i.status = 'void' and t.excess < t.amount))`,
  },
  {
    name: "excess_is_credit",
    rule: "What came beyond what an invoice asked for is in the company's credit, to the cent.",
    sql: `select i.number as id from csp_invoice i
      where (i.created_at >= :since or i.updated_at >= :since) and (
        select coalesce(sum(t.excess), 0) from csp_charge_attempt t
        where t.invoice_id = i.id and t.state = 'succeeded') <> (
        select coalesce(sum(e.amount), 0) from csp_credit_entry e where e.invoice_id = i.id and e.kind = 'overpaid')`,
  },
  {
    name: "reversal_is_booked",
    rule: "What went back of an invoice's money is the sum of its refunds and chargebacks that stand.",
    sql: `select i.number as id from csp_invoice i
      where (i.created_at >= :since or i.updated_at >= :since) and i.amount_reversed <> least(i.amount_paid, (
        select coalesce(sum(r.amount), 0) from csp_payment_reversal r
        where r.invoice_id = i.id and r.undone_at is null))`,
  },
  {
    name: "nothing_is_kept_for_nothing",
    rule: "What was taken for an order of which nothing came has gone back, or a person was asked to give it back.",
    sql: `select p.payment_intent_id as id from csp_unbilled_payment p
      where p.booked_at < :now::timestamptz - interval '1 hour'
        and p.amount > (select coalesce(sum(r.amount), 0) from csp_payment_reversal r
          where r.payment_intent_id = p.payment_intent_id and r.undone_at is null)
        and not exists (select from csp_payment_case c where c.kind in ('refund_failed', 'dispute_won')
          and (c.subject = p.payment_intent_id or c.subject in (
            select r.processor_id from csp_payment_reversal r where r.payment_intent_id = p.payment_intent_id)))`,
  },
  {
    name: "reversal_is_spread",
    rule:
      "What went back of a payment is counted on each invoice that it paid, and on none beyond what the payment brought " +
      "it before it is on all of them.",
    sql: `with part as (
        select t.payment_intent_id as payment, t.invoice_id, sum(t.amount) as brought, (
          select coalesce(sum(r.amount), 0) from csp_payment_reversal r
          where r.payment_intent_id = t.payment_intent_id and r.invoice_id = t.invoice_id and r.undone_at is null) as back
        from csp_charge_attempt t
        where t.state = 'succeeded' and t.payment_intent_id in (
          select payment_intent_id from csp_payment_reversal where made_at >= :since)
        group by t.payment_intent_id, t.invoice_id)
      select payment as id from part group by payment having bool_or(back > brought) and bool_or(back < brought)`,
  },
  {
    name: "no_lost_payment",
    rule: "No payment has been without an answer for a day.",
    sql: `select invoice_id as id from csp_charge_attempt
      where state in ('planned', 'sent', 'unknown') and planned_at < :now::timestamptz - interval '1 day'`,
  },
  {
    name: "unpaid_has_a_next_step",
    rule:
      "An invoice that is due has a next step: a charge that is scheduled or under way, or, where none is, a failed " +
      "payment, a missing card or a case that stands on Attention.",
    sql: `select i.number as id from csp_invoice i join csp_billing_account a on a.id = i.billing_account_id
      where i.status in ${PAYABLE}
        and i.due_on < ((:now::timestamptz - interval '1 day') at time zone a.time_zone)::date
        and coalesce(i.next_charge_at, '-infinity') < :now::timestamptz - interval '1 day'
        and not (i.status = 'payment_failed' and i.payment_failure is not null and i.next_charge_at is null)
        and not (coalesce(i.charge_hold, '') = 'no_card' and i.next_charge_at is null and not exists (
          select from csp_payment_method p where p.billing_account_id = i.billing_account_id and p.is_default))
        and not exists (
          select from csp_charge_attempt t
          where t.invoice_id in (i.id, i.collected_with) and t.state in ${UNDECIDED})
        and not exists (
          select from csp_payment_case c
          where c.invoice_id = i.id and (c.resolved_at is null or c.kind = 'too_small'))`,
  },
];
