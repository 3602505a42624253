import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { newId } from "../new-id";
import type { NewPaymentCase, PaymentCase } from "../types";

type Row = {
  id: string;
  kind: PaymentCase["kind"];
  subject: string;
  billing_account_id: string | null;
  invoice_id: string | null;
  amount: string | null;
  currency: string | null;
  words: string;
  opened_at: Date;
  due_by: Date | null;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolution: string | null;
};

/**
 * Things about payments that no rule decides: each stands on Attention with what happened in words, until the world or a
 * document settles it, or a person's word there.
 */
export class PaymentCaseRepository {
  constructor(private readonly db: Knex) {}

  /** Opens a case, or brings the open one about the same subject up to date. */
  async open(one: NewPaymentCase): Promise<void> {
    await openCase(this.db, one);
  }

  /** As `open`, for what is looked at again and again: what a person has resolved is not opened anew. */
  async openOnce(one: NewPaymentCase): Promise<void> {
    const { kind, subject } = one;
    const resolved = await this.db("csp_payment_case").where({ kind, subject }).whereNotNull("resolved_at").first("id");
    if (resolved === undefined) {
      await openCase(this.db, one);
    }
  }

  /** Open cases, the oldest first. */
  async listOpen(limit: number): Promise<PaymentCase[]> {
    const rows = await this.db<Row>("csp_payment_case")
      .whereNull("resolved_at")
      .orderBy(["opened_at", "id"])
      .limit(limit);
    return rows.map(toCase);
  }

  /** What the open cases of a kind are about, at most `most`, those first that were not compared for longest. */
  async openSubjects(kind: PaymentCase["kind"], most: number): Promise<string[]> {
    return this.db("csp_payment_case")
      .where({ kind })
      .whereNull("resolved_at")
      .orderByRaw("compared_at nulls first, opened_at, id")
      .limit(most)
      .pluck("subject");
  }

  /** Notes that open cases are compared with the processor now: others have their turn before them the next time. */
  async markCompared(kind: PaymentCase["kind"], subjects: readonly string[], now: Date): Promise<void> {
    await this.db("csp_payment_case")
      .where({ kind })
      .whereNull("resolved_at")
      .whereRaw("subject = any(?)", [[...subjects]])
      .update({ compared_at: now });
  }

  /** Closes what the world itself has settled: a dispute that ended, a refund that arrived. */
  async closeAbout(kind: PaymentCase["kind"], subject: string, resolution: string, now: Date): Promise<void> {
    await closeCasesAbout(this.db, kind, subject, resolution, now);
  }
}

/** Closes cases with the connection or transaction of what settled them. */
export async function closeCasesAbout(
  db: Knex,
  kind: PaymentCase["kind"],
  subject: string,
  resolution: string,
  now: Date,
): Promise<void> {
  await db("csp_payment_case")
    .where({ kind, subject })
    .whereNull("resolved_at")
    .update({ resolved_at: now, resolved_by: "processor", resolution });
}

/** Opens a case with the connection or transaction of what it tells about. */
export async function openCase(db: Knex, one: NewPaymentCase): Promise<void> {
  await db.raw(
    `insert into csp_payment_case
       (id, kind, subject, billing_account_id, invoice_id, amount, currency, words, opened_at, due_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (kind, subject) where resolved_at is null
     do update set words = excluded.words, amount = excluded.amount, due_by = excluded.due_by,
       invoice_id = coalesce(csp_payment_case.invoice_id, excluded.invoice_id)`,
    [
      newId("csppcs"),
      one.kind,
      one.subject,
      one.billingAccountId,
      one.invoiceId,
      one.amount,
      one.currency,
      one.words.slice(0, 1000),
      one.openedAt.toISOString(),
      one.dueBy?.toISOString() ?? null,
    ],
  );
}

/** What stood in the way of an invoice's payment, and is nobody's business once it asks for nothing any more. */
export const CASES_OF_UNPAID: readonly PaymentCase["kind"][] = [
  "too_small",
  "too_large",
  "request_refused",
  "payments_closed",
  "key_clash",
  "order_canceled",
];

/** Closes what waited for a person because the invoice was not paid; `by` is what settled it. */
export async function closeCasesOfUnpaid(
  trx: Knex.Transaction,
  invoiceId: string,
  by: "payment" | "credit_balance" | "credit_note",
  now: Date,
): Promise<void> {
  await trx("csp_payment_case")
    .where({ invoice_id: invoiceId })
    .whereIn("kind", [...CASES_OF_UNPAID])
    .whereNull("resolved_at")
    .update({ resolved_at: now, resolved_by: by, resolution: "The invoice asks for nothing any more." });
}

function toCase(row: Row): PaymentCase {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    billingAccountId: row.billing_account_id,
    invoiceId: row.invoice_id,
    amount: row.amount === null ? null : Number(row.amount),
    currency: row.currency,
    words: row.words,
    openedAt: row.opened_at,
    dueBy: row.due_by,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    resolution: row.resolution,
  };
}
