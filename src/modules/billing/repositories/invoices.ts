import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Invoice, InvoiceDetail, InvoiceKind, InvoiceLine, InvoiceStatus } from "../types";
import { LEASE_SECONDS, type LeaseInput } from "./accounts";
import { AttemptRepository } from "./attempts";
import { INVOICE_SELECT, type InvoiceRow, toInvoice } from "./invoice-rows";
import { LINE_SELECT, type LineRow, toLine } from "./line-rows";

export type InvoiceFilter = {
  readonly companyId?: string;
  readonly status?: InvoiceStatus;
  /** Matches the number or the buyer's name. */
  readonly q?: string;
  readonly limit: number;
  readonly offset: number;
};

/** A line with what the planner needs to know it was billed. */
export type BilledInvoiceLine = InvoiceLine & { readonly currency: string };

/** Reading issued invoices, and the few things that may still happen to them. */
export class InvoiceRepository {
  constructor(private readonly db: Knex) {}

  async list(filter: InvoiceFilter): Promise<{ invoices: (Invoice & { buyerName: string })[]; count: number }> {
    const query = this.db("csp_invoice");
    if (filter.companyId !== undefined) {
      query.where({ company_id: filter.companyId });
    }
    if (filter.status !== undefined) {
      query.where({ status: filter.status });
    }
    if (filter.q) {
      const pattern = `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`;
      query.where((either) => either.whereILike("number", pattern).orWhereRaw("buyer->>'name' ilike ?", [pattern]));
    }
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = (await query
      .orderBy([
        { column: "issued_at", order: "desc" },
        { column: "sequence", order: "desc" },
      ])
      .limit(filter.limit)
      .offset(filter.offset)
      .select(this.db.raw(INVOICE_SELECT))) as InvoiceRow[];
    return {
      invoices: rows.map((row) => ({ ...toInvoice(row), buyerName: row.buyer.name })),
      count: Number(counted?.n ?? 0),
    };
  }

  async detail(id: string): Promise<InvoiceDetail | null> {
    const row = (await this.db("csp_invoice").where({ id }).first(this.db.raw(INVOICE_SELECT))) as
      | InvoiceRow
      | undefined;
    if (!row) {
      return null;
    }
    const lines = (await this.db("csp_invoice_line")
      .where({ invoice_id: id })
      .orderBy("position")
      .select(this.db.raw(LINE_SELECT))) as LineRow[];
    const attempts = await new AttemptRepository(this.db).list(id);
    return {
      ...toInvoice(row),
      seller: row.seller,
      buyer: row.buyer,
      taxRates: row.tax_rates,
      taxSummary: row.tax_summary,
      lines: lines.map(toLine),
      attempts,
    };
  }

  async find(accountId: string, kind: InvoiceKind, periodKey: string): Promise<Invoice | null> {
    const row = (await this.db("csp_invoice")
      .where({ billing_account_id: accountId, kind, period_key: periodKey })
      .first(this.db.raw(INVOICE_SELECT))) as InvoiceRow | undefined;
    return row ? toInvoice(row) : null;
  }

  async findByOrder(orderId: string): Promise<Invoice | null> {
    const row = (await this.db("csp_invoice")
      .where({ kind: "activation", period_key: orderId })
      .first(this.db.raw(INVOICE_SELECT))) as InvoiceRow | undefined;
    return row ? toInvoice(row) : null;
  }

  /** Of these orders, the ones whose activation invoice exists. */
  async activatedOrders(orderIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.db("csp_invoice")
      .where({ kind: "activation" })
      .whereIn("period_key", [...orderIds])
      .select<{ period_key: string }[]>("period_key");
    return new Set(rows.map((row) => row.period_key));
  }

  /** Period keys of the recurring invoices so far, by account. */
  async recurringKeys(accountIds: readonly string[]): Promise<Map<string, Set<string>>> {
    const rows = await this.db("csp_invoice")
      .where({ kind: "recurring" })
      .whereIn("billing_account_id", [...accountIds])
      .select<{ billing_account_id: string; period_key: string }[]>(["billing_account_id", "period_key"]);
    const keys = new Map<string, Set<string>>();
    for (const row of rows) {
      const known = keys.get(row.billing_account_id) ?? new Set<string>();
      keys.set(row.billing_account_id, known.add(row.period_key));
    }
    return keys;
  }

  /** Every line billed so far for these subscriptions, in one query. */
  async billedLines(subscriptionIds: readonly string[]): Promise<BilledInvoiceLine[]> {
    const columns = LINE_SELECT.split(",").map((column) => `l.${column.trim()}`);
    const { rows } = await this.db.raw<{ rows: (LineRow & { currency: string })[] }>(
      `select ${columns.join(", ")}, i.currency from csp_invoice_line l join csp_invoice i on i.id = l.invoice_id
       where l.subscription_id = any(?) order by l.period_start, l.charge_key`,
      [[...subscriptionIds]],
    );
    return rows.map((row) => ({ ...toLine(row), currency: row.currency }));
  }

  /**
   * Takes invoices whose card is to be charged now. Two workers at once get different ones; a lease that ran out is
   * taken over.
   */
  async leaseChargeable({ now, token, limit }: LeaseInput): Promise<Invoice[]> {
    const { rows } = await this.db.raw<{ rows: InvoiceRow[] }>(
      `update csp_invoice set lease_token = ?, lease_until = now() + ? * interval '1 second'
       where id in (
         select id from csp_invoice
         where next_charge_at <= ? and status in ('open', 'payment_failed')
           and (lease_until is null or lease_until <= now())
         order by next_charge_at, id limit ? for update skip locked)
       returning ${INVOICE_SELECT}`,
      [token, LEASE_SECONDS, now, limit],
    );
    return rows.map(toInvoice);
  }

  /** The earliest instant at which a card that nobody is charging has to be charged. */
  async nextChargeAt(): Promise<Date | null> {
    const rows = await this.db("csp_invoice")
      .whereNotNull("next_charge_at")
      .whereRaw("(lease_until is null or lease_until <= now())")
      .min<{ at: Date | null }[]>({ at: "next_charge_at" });
    return rows[0]?.at ?? null;
  }

  /** Puts off the charge and gives the lease back. */
  async reschedule(invoiceId: string, token: string, at: Date | null): Promise<void> {
    await this.db("csp_invoice")
      .where({ id: invoiceId, lease_token: token })
      .update({ next_charge_at: at, lease_token: null, lease_until: null });
  }

  /** Notes the invoice's payment at the card processor; null after the processor canceled it. */
  async setPaymentIntent(invoiceId: string, paymentIntentId: string | null): Promise<void> {
    await this.db("csp_invoice").where({ id: invoiceId }).update({ payment_intent_id: paymentIntentId });
  }

  /** Makes an unpaid invoice chargeable at the instant. */
  async scheduleCharge(invoiceId: string, at: Date): Promise<void> {
    await this.db("csp_invoice")
      .where({ id: invoiceId })
      .whereIn("status", ["open", "payment_failed"])
      .update({ next_charge_at: at });
  }

  async findByPaymentIntent(paymentIntentId: string): Promise<Invoice | null> {
    const row = (await this.db("csp_invoice")
      .where({ payment_intent_id: paymentIntentId })
      .first(this.db.raw(INVOICE_SELECT))) as InvoiceRow | undefined;
    return row ? toInvoice(row) : null;
  }

  /** Ids of invoices whose customer has not been told of them, or of their latest failed payment. */
  async unmailed(limit: number): Promise<string[]> {
    const rows = await this.db("csp_invoice")
      .whereNull("mailed_at")
      .orWhere((failed) => failed.where({ status: "payment_failed" }).whereNull("failure_mailed_at"))
      .orderBy("issued_at")
      .limit(limit)
      .select<{ id: string }[]>("id");
    return rows.map((row) => row.id);
  }

  async markMailed(invoiceId: string, at: Date): Promise<void> {
    await this.db("csp_invoice").where({ id: invoiceId }).whereNull("mailed_at").update({ mailed_at: at });
  }

  async markFailureMailed(invoiceId: string, at: Date): Promise<void> {
    await this.db("csp_invoice").where({ id: invoiceId, status: "payment_failed" }).update({ failure_mailed_at: at });
  }
}
