import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Invoice } from "../types";
import { INVOICE_SELECT, type InvoiceRow, toInvoice } from "./invoice-rows";
import { toInteger } from "./numbers";

/**
 * Something that changed what a company owes. `amount` is signed, in minor units of the account: invoices are positive;
 * credit notes and payments are negative; money that went back (refund, chargeback) is positive, and a payment again
 * when it came back to us; credit given by hand is negative, taken back positive. Credit balance that an
 * invoice uses up is no entry: it moves between the company's own pockets.
 */
export type StatementEntry = {
  /** Unique in the account: the number of a document, else the id of the payment or of the adjustment. */
  readonly reference: string;
  readonly kind: "invoice" | "credit_note" | "payment" | "refund" | "chargeback" | "adjustment";
  /** The day it counts on, in the account's zone. */
  readonly on: string;
  readonly amount: number;
  /** The document itself, or the invoice that was paid; null for an adjustment, and for money taken for nothing that went back. */
  readonly document: { readonly id: string; readonly number: string } | null;
  /** The buyer's order numbers that the document's lines bear. */
  readonly orderNumbers: readonly string[];
  /** On a payment: the card. */
  readonly cardLabel: string | null;
};

type EntryRow = {
  reference: string;
  kind: StatementEntry["kind"];
  on_day: string;
  amount: string;
  invoice_id: string | null;
  number: string | null;
  card_label: string | null;
  order_numbers: string[] | null;
};

/** What a company may see of its own books: issued documents, never drafts, and everything that changed its balance. */
export class StatementRepository {
  constructor(private readonly db: Knex) {}

  /** Issued documents, newest first, with their number in all. */
  async issued(filter: {
    readonly companyId: string;
    readonly limit: number;
    readonly offset: number;
  }): Promise<{ invoices: Invoice[]; count: number }> {
    const query = this.db("csp_invoice").where({ company_id: filter.companyId }).whereNot({ status: "draft" });
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = (await query
      // Of one instant, what came of the other is the newer: a credit note of an invoice.
      .orderByRaw("issued_at desc, (kind = 'credit_note') desc, sequence desc")
      .limit(filter.limit)
      .offset(filter.offset)
      .select(this.db.raw(INVOICE_SELECT))) as InvoiceRow[];
    return { invoices: rows.map(toInvoice), count: Number(counted?.n ?? 0) };
  }

  /** Credit notes against an invoice, oldest first. */
  async creditNotesOf(invoiceId: string): Promise<Invoice[]> {
    const rows = (await this.db("csp_invoice")
      .where({ credited_invoice_id: invoiceId })
      .whereNot({ status: "draft" })
      .orderBy("sequence")
      .select(this.db.raw(INVOICE_SELECT))) as InvoiceRow[];
    return rows.map(toInvoice);
  }

  /**
   * Every entry of the account up to and including a day of its zone, in no particular order.
   *
   * @param timeZone IANA; decides the day of payments and adjustments, which are known as instants
   */
  async entries(input: {
    readonly accountId: string;
    readonly timeZone: string;
    readonly lastOn: string;
  }): Promise<StatementEntry[]> {
    const { rows } = await this.db.raw<{ rows: EntryRow[] }>(
      `select reference, kind, on_day::text, amount, invoice_id, number, card_label,
         (select array_agg(distinct l.purchase_order_number order by l.purchase_order_number)
          from csp_invoice_line l
          where l.invoice_id = entry.invoice_id and l.purchase_order_number is not null) as order_numbers
       from (
         select number as reference, case kind when 'credit_note' then kind else 'invoice' end as kind,
           issued_on as on_day, gross as amount, id as invoice_id, number, null as card_label
         from csp_invoice where billing_account_id = :account and status <> 'draft'
         union all
         select a.id, 'payment', (a.finished_at at time zone :zone)::date, -a.amount, i.id, i.number, a.card_label
         from csp_charge_attempt a join csp_invoice i on i.id = a.invoice_id
         where i.billing_account_id = :account and a.state = 'succeeded'
         union all
         select r.id, r.kind, (r.made_at at time zone :zone)::date, r.amount, i.id, i.number, null
         from csp_payment_reversal r join csp_invoice i on i.id = r.invoice_id
         where i.billing_account_id = :account
         union all
         select r.id || ':undone', 'payment', (r.undone_at at time zone :zone)::date, -r.amount, i.id, i.number, null
         from csp_payment_reversal r join csp_invoice i on i.id = r.invoice_id
         where i.billing_account_id = :account and r.undone_at is not null
         union all
         select id, 'payment', (booked_at at time zone :zone)::date, -amount, null, null, null
         from csp_unbilled_payment where billing_account_id = :account
         union all
         select r.id, r.kind, greatest((r.made_at at time zone :zone)::date, (p.booked_at at time zone :zone)::date),
           r.amount, null, null, null
         from csp_payment_reversal r join csp_unbilled_payment p on p.payment_intent_id = r.payment_intent_id
         where p.billing_account_id = :account and r.invoice_id is null
         union all
         select r.id || ':undone', 'payment', (r.undone_at at time zone :zone)::date, -r.amount, null, null, null
         from csp_payment_reversal r join csp_unbilled_payment p on p.payment_intent_id = r.payment_intent_id
         where p.billing_account_id = :account and r.invoice_id is null and r.undone_at is not null
         union all
         select id, 'adjustment', (created_at at time zone :zone)::date, -amount, null, null, null
         from csp_credit_entry where billing_account_id = :account and kind = 'adjustment'
       ) entry
       where on_day <= cast(:lastOn as date)`,
      { account: input.accountId, zone: input.timeZone, lastOn: input.lastOn },
    );
    return rows.map((row) => ({
      reference: row.reference,
      kind: row.kind,
      on: row.on_day,
      amount: toInteger(row.amount),
      document: row.invoice_id === null || row.number === null ? null : { id: row.invoice_id, number: row.number },
      orderNumbers: row.order_numbers ?? [],
      cardLabel: row.card_label,
    }));
  }
}
