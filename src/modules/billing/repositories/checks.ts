import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { BookRule } from "./book-rule";
import { CREDIT_RULES } from "./credit-rules";
import { PAYMENT_RULES } from "./payment-rules";

/** A rule that must hold for all that is stored, and what breaks it. */
export type CheckResult = {
  readonly name: string;
  /** The rule in words. */
  readonly rule: string;
  /** Ids of what breaks it, at most MOST_SHOWN. */
  readonly broken: readonly string[];
};

const MOST_SHOWN = 20;

/** Documents, their numbers and the credit balance. */
const DOCUMENT_RULES: readonly BookRule[] = [
  {
    name: "lines_add_up",
    rule: "A document's net, tax, gross and discount are the sums of its lines.",
    sql: `select i.number as id from csp_invoice i
      left join lateral (
        select coalesce(sum(net), 0) as net, coalesce(sum(tax), 0) as tax, coalesce(sum(gross), 0) as gross,
          coalesce(sum(discount), 0) as discount
        from csp_invoice_line where invoice_id = i.id) l on true
      where i.created_at >= :since and i.number is not null
        and (i.net, i.tax, i.gross, i.discount) is distinct from (l.net, l.tax, l.gross, l.discount)`,
  },
  {
    name: "numbers_without_gap",
    rule: "The numbers of a series run from 1 to the last one given.",
    sql: `select s.series as id from csp_number_series s
      left join lateral (
        select count(*) as documents, coalesce(max(sequence), 0) as last from csp_invoice i
        where i.legal_entity_id = s.legal_entity_id and i.series = s.series) i on true
      where i.documents <> s.next_number - 1 or i.last <> s.next_number - 1`,
  },
  {
    name: "credit_adds_up",
    rule: "An account's credit balance is the sum of its entries.",
    sql: `select a.id from csp_billing_account a
      left join lateral (
        select coalesce(sum(amount), 0) as amount from csp_credit_entry where billing_account_id = a.id) e on true
      where a.credit_balance <> e.amount`,
  },
  {
    name: "credit_used_is_booked",
    rule: "What an invoice used of the credit balance is an entry of the ledger.",
    sql: `select i.number as id from csp_invoice i
      left join lateral (
        select coalesce(-sum(amount), 0) as amount from csp_credit_entry
        where invoice_id = i.id and kind = 'applied') e on true
      where i.created_at >= :since and i.credit_applied <> e.amount`,
  },
  {
    name: "no_day_twice",
    rule: "No two charge periods of a subscription that were billed overlap.",
    sql: `with opened as (
        select l.subscription_id, l.period_start, l.period_end from csp_invoice_line l
        join csp_invoice i on i.id = l.invoice_id
        where l.kind = 'cycle' and i.created_at >= :since
          and not exists (
            select from csp_invoice_line c
            where c.subscription_id = l.subscription_id and c.period_start = l.period_start
              and c.kind in ('correction', 'cancellation') and c.quantity = -l.quantity))
      select distinct a.subscription_id as id from opened a join opened b
        on a.subscription_id = b.subscription_id and a.period_start < b.period_start and b.period_start < a.period_end`,
  },
  {
    name: "nothing_forgotten",
    rule: "No account has been due for a day without being billed or parked with a reason.",
    sql: `select id from csp_billing_account
      where next_run_at < :now::timestamptz - interval '1 day' and parked_reason is null`,
  },
];

const RULES: readonly BookRule[] = [...DOCUMENT_RULES, ...CREDIT_RULES, ...PAYMENT_RULES];

/**
 * Asks the books themselves whether the rules hold that the code is built to keep.
 *
 * @param since documents from before are not looked at again
 */
export async function checkBooks(
  db: Knex,
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, rule, sql } of RULES) {
    const bindings = { since: since.toISOString(), now: now.toISOString() };
    const { rows } = await db.raw<{ rows: { id: string }[] }>(
      `select id from (${sql}) as broken limit ${MOST_SHOWN}`,
      bindings,
    );
    results.push({ name, rule, broken: rows.map((row) => row.id) });
  }
  return results;
}
