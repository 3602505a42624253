import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { type Lease, LeasedTable, RELEASED, whileHeld } from "../../../database";
import { correctedKey } from "../../../domain/charging";
import { invoiceTransitions } from "../../../domain/states";
import type { Invoice, InvoiceDetail, InvoiceKind, InvoiceLine, InvoiceStatus, NewPaymentCase } from "../types";
import type { LeaseInput } from "./accounts";
import { AttemptRepository } from "./attempts";
import { INVOICE_SELECT, type InvoiceRow, toInvoice } from "./invoice-rows";
import { LINE_SELECT, type LineRow, toLine } from "./line-rows";
import { openCase } from "./payment-cases";
import { chargeAgain, PAYABLE } from "./state-lists";

/** Five minutes: longer than charging one card takes, its calls repeated and each as slow as it may be. */
const chargeLeases = new LeasedTable("csp_invoice", 300);

export type InvoiceFilter = {
  readonly companyId?: string;
  readonly accountId?: string;
  readonly runId?: string;
  /** Only documents with a line of one of these subscriptions. */
  readonly subscriptionIds?: readonly string[];
  readonly kind?: InvoiceKind;
  readonly status?: InvoiceStatus;
  /** Leaves out what is not issued yet: customers never see drafts. */
  readonly issuedOnly?: boolean;
  /** Matches the number or the buyer's name. */
  readonly q?: string;
  readonly limit: number;
  readonly offset: number;
};

/** A subscription whose lines are read: those of periods that end after `settledUntil`, or all of them (null). */
export type OpenLinesQuery = { readonly subscriptionId: string; readonly settledUntil: string | null };

/** Reading issued invoices, and the few things that may still happen to them. */
export class InvoiceRepository {
  constructor(private readonly db: Knex) {}

  async list(filter: InvoiceFilter): Promise<{ invoices: (Invoice & { buyerName: string })[]; count: number }> {
    const query = this.db("csp_invoice");
    if (filter.companyId !== undefined) {
      query.where({ company_id: filter.companyId });
    }
    if (filter.accountId !== undefined) {
      query.where({ billing_account_id: filter.accountId });
    }
    if (filter.runId !== undefined) {
      query.where({ billing_run_id: filter.runId });
    }
    if (filter.subscriptionIds !== undefined) {
      const billed = this.db("csp_invoice_line").whereRaw("subscription_id = any(?)", [[...filter.subscriptionIds]]);
      query.whereIn("id", billed.select("invoice_id"));
    }
    if (filter.kind !== undefined) {
      query.where({ kind: filter.kind });
    }
    if (filter.status !== undefined) {
      query.where({ status: filter.status });
    }
    if (filter.issuedOnly) {
      query.whereNot({ status: "draft" });
    }
    if (filter.q) {
      const pattern = `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`;
      query.where((either) => either.whereILike("number", pattern).orWhereRaw("buyer->>'name' ilike ?", [pattern]));
    }
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = (await query
      .orderBy([
        { column: "issued_at", order: "desc" },
        { column: "sequence", order: "desc", nulls: "first" },
        { column: "id", order: "desc" },
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

  /** The document on which an event of a subscription is charged or given back; null before there is one. */
  async findByEvent(subscriptionId: string, eventId: string): Promise<Invoice | null> {
    const row = (await this.db("csp_invoice")
      .whereIn(
        "id",
        this.db("csp_invoice_line")
          .where({ subscription_id: subscriptionId, source_event_id: eventId })
          .select("invoice_id"),
      )
      .orderBy(["issued_at", "sequence", "id"])
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

  // The two statements below run for every batch of a billing run, while the table's statistics still tell of the time
  // before it. "offset 0" keeps the look-up by index for each row that the planner would trade for reading the table.

  /**
   * Period keys of the runs' documents so far, by account, each from a day on: keys begin with the day they are due.
   */
  async periodKeys(
    from: readonly { readonly accountId: string; readonly fromDay: string }[],
  ): Promise<Map<string, Set<string>>> {
    const { rows } = await this.db.raw<{ rows: { billing_account_id: string; period_key: string }[] }>(
      `select q.account_id as billing_account_id, i.period_key
       from unnest(?::text[], ?::text[]) as q(account_id, from_day)
       cross join (values ('recurring'), ('credit_note')) as k(kind)
       cross join lateral (
         select period_key from csp_invoice x
         where x.billing_account_id = q.account_id and x.kind = k.kind and x.period_key >= q.from_day offset 0) i`,
      [from.map((one) => one.accountId), from.map((one) => one.fromDay)],
    );
    const keys = new Map<string, Set<string>>();
    for (const row of rows) {
      const known = keys.get(row.billing_account_id);
      if (known) {
        known.add(row.period_key);
      } else {
        keys.set(row.billing_account_id, new Set([row.period_key]));
      }
    }
    return keys;
  }

  /**
   * What was billed before for these subscriptions, as far as it can still matter, in one query. Lines of drafts count:
   * they are going to be issued. Goodwill does not: it changes what is owed, not what was billed.
   */
  async openLines(queries: readonly OpenLinesQuery[]): Promise<InvoiceLine[]> {
    const { rows } = await this.db.raw<{ rows: LineRow[] }>(
      `select l.* from unnest(?::text[], ?::date[]) as q(subscription_id, settled_until)
       cross join lateral (
         select ${LINE_SELECT} from csp_invoice_line x
         where x.subscription_id = q.subscription_id and x.period_end > q.settled_until and x.kind <> 'goodwill'
         offset 0) l`,
      [queries.map((query) => query.subscriptionId), queries.map((query) => query.settledUntil ?? "-infinity")],
    );
    return rows.map(toLine);
  }

  /** How many corrections each charge of these subscriptions has, by the charge's own key. */
  async correctionCounts(subscriptionIds: readonly string[]): Promise<Map<string, number>> {
    const keys: string[] = await this.db("csp_invoice_line")
      .whereIn("subscription_id", [...subscriptionIds])
      .whereLike("charge_key", "%#%")
      .pluck("charge_key");
    const counts = new Map<string, number>();
    for (const key of keys.map(correctedKey)) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  /** Lines of credit notes that give back lines of an invoice. */
  async creditsOf(invoiceId: string): Promise<InvoiceLine[]> {
    const columns = LINE_SELECT.split(",").map((column) => `l.${column.trim()}`);
    const { rows } = await this.db.raw<{ rows: LineRow[] }>(
      `select ${columns.join(", ")} from csp_invoice_line l
       join csp_invoice_line original on original.id = l.credited_line_id
       where original.invoice_id = ? order by l.id`,
      [invoiceId],
    );
    return rows.map(toLine);
  }

  /**
   * Takes invoices whose card is to be charged now. Two workers at once get different ones; a lease that ran out is
   * taken over.
   */
  async leaseChargeable({ now, limit }: LeaseInput): Promise<{ invoices: Invoice[]; token: string }> {
    const { rows, token } = await chargeLeases.take<InvoiceRow>(this.db, {
      where: `t.next_charge_at <= :now and t.status in ${PAYABLE}`,
      bindings: { now },
      orderBy: "t.next_charge_at, t.id",
      limit,
      columns: INVOICE_SELECT,
    });
    return { invoices: rows.map(toInvoice), token };
  }

  /** The earliest instant at which a card that nobody is charging has to be charged. */
  async nextChargeAt(): Promise<Date | null> {
    return chargeLeases.earliest(this.db, "next_charge_at", `status in ${PAYABLE}`);
  }

  /** Puts off the charge, unless the money came meanwhile, and gives the lease back. */
  async reschedule(invoiceId: string, token: string, at: Date | null): Promise<void> {
    await chargeLeases
      .held(this.db, { id: invoiceId, token })
      .update({ ...RELEASED, next_charge_at: chargeAgain(this.db, at) });
  }

  /** Stops charging the invoice until a person has looked, unless the money came meanwhile, and gives the lease back. */
  async holdForPerson(invoiceId: string, token: string, about: NewPaymentCase): Promise<void> {
    await this.db.transaction(async (trx) => {
      const held = () => chargeLeases.held(trx, { id: invoiceId, token });
      const isUnpaid = await held()
        .whereRaw(`status in ${PAYABLE}`)
        .update({ ...RELEASED, next_charge_at: null, charge_hold: "person" });
      if (isUnpaid) {
        await openCase(trx, about);
        return;
      }
      await held().update(RELEASED);
    });
  }

  /** Whether the lease still stands: what was done under it so far may have taken longer. */
  async holds(lease: Lease): Promise<boolean> {
    return (await chargeLeases.held(this.db, lease).first("id")) !== undefined;
  }

  /**
   * Notes the invoice's payment at the card processor; null after the processor canceled it.
   *
   * @returns false, with nothing written, when another worker has gone on with the invoice
   */
  async setPaymentIntent(lease: Lease, paymentIntentId: string | null): Promise<boolean> {
    return (await chargeLeases.held(this.db, lease).update({ payment_intent_id: paymentIntentId })) > 0;
  }

  /**
   * Makes an unpaid invoice chargeable at the instant.
   *
   * @param leaseToken where the caller has taken the invoice up: then only while that lease stands
   */
  async scheduleCharge(
    invoiceId: string,
    at: Date,
    leaseToken: string | null = null,
    db: Knex = this.db,
  ): Promise<void> {
    const payable = db("csp_invoice")
      .where({ id: invoiceId })
      .whereIn("status", invoiceTransitions.statesThatMay("pay"));
    await whileHeld(payable, leaseToken).update({ next_charge_at: at, charge_hold: null });
  }

  /**
   * Takes an unpaid invoice off the list of those whose card is charged and says why, unless the money came meanwhile, and
   * gives the lease back.
   */
  async withhold(invoiceId: string, leaseToken: string | null, about: NewPaymentCase): Promise<void> {
    await this.db.transaction(async (trx) => {
      const held = () => whileHeld(trx("csp_invoice").where({ id: invoiceId }), leaseToken);
      const released = leaseToken === null ? {} : RELEASED;
      const isUnpaid = await held()
        .whereRaw(`status in ${PAYABLE}`)
        .update({ ...released, next_charge_at: null });
      if (isUnpaid) {
        await openCase(trx, about);
      } else if (leaseToken !== null) {
        await held().update(RELEASED);
      }
    });
  }

  /** The invoice that a payment at the processor was made for; also one that was closed and replaced since. */
  async findByPaymentIntent(paymentIntentId: string): Promise<Invoice | null> {
    const tried = this.db("csp_charge_attempt")
      .where({ payment_intent_id: paymentIntentId })
      .whereRaw("idempotency_key not like '%:with:%'")
      .select("invoice_id");
    const row = (await this.db("csp_invoice")
      .where({ payment_intent_id: paymentIntentId })
      .orWhereIn("id", tried)
      .first(this.db.raw(INVOICE_SELECT))) as InvoiceRow | undefined;
    return row ? toInvoice(row) : null;
  }

  /** Ids of invoices whose customer has not been told of them, or of their latest failed payment. */
  async unmailed(limit: number): Promise<string[]> {
    const rows = await this.db("csp_invoice")
      .where((issued) => issued.whereNull("mailed_at").where({ silent: false }).whereNot({ status: "draft" }))
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
