import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { NewPaymentCase, PaymentReversal } from "../types";
import { uncovered, WENT_BACK } from "./given-credit";
import { toInteger } from "./numbers";
import { closeCasesAbout, openCase } from "./payment-cases";
import {
  type Moved,
  partsOf,
  partsWithoutCredit,
  type ReversalOutcome,
  type ReversedPart,
  type SeenReversal,
  writeReversal,
} from "./reversal-parts";
import { giveCreditAgain, takeCredit } from "./reversed-credit";

/** What a person is told; amounts in minor units of the invoice's currency. */
export type ReversalCases = {
  /**
   * Of what no document covers of a refund, for each invoice (`number`) that its payment paid: invoice and subject are set
   * here. `creditUsed`: a credit note had given it, and its credit is used up.
   */
  readonly refunded: (amount: number, creditUsed: boolean, number: string) => NewPaymentCase;
  /** Of a refund that came again; null for a dispute, whose end is told otherwise. */
  readonly undone: {
    /** Of what has to be given another way. */
    readonly about: (amount: number) => NewPaymentCase;
    /** How the case about the refund ended. */
    readonly words: string;
  } | null;
};

export type CountedOn = { readonly number: string; readonly amount: number };

/** Of an invoice: what credit notes gave for money that went back and has come again since; minor units of its currency. */
export type CreditedBeyond = {
  readonly invoiceId: string;
  readonly number: string;
  readonly amount: number;
  /** What a case about it is told from others by. */
  readonly subject: string;
};

type Row = {
  id: string;
  invoice_id: string | null;
  kind: PaymentReversal["kind"];
  processor_id: string;
  payment_intent_id: string;
  amount: string;
  currency: string;
  reason: string | null;
  made_at: Date;
  undone_at: Date | null;
};

/** Money that went back after it was paid. A row is written once; that it came again is noted on it. */
export class ReversalRepository {
  constructor(private readonly db: Knex) {}

  async list(invoiceId: string): Promise<PaymentReversal[]> {
    const rows = await this.db<Row>("csp_payment_reversal").where({ invoice_id: invoiceId }).orderBy("made_at");
    return rows.map((row) => ({
      id: row.id,
      invoiceId,
      kind: row.kind,
      processorId: row.processor_id,
      paymentIntentId: row.payment_intent_id,
      amount: toInteger(row.amount),
      currency: row.currency,
      reason: row.reason,
      madeAt: row.made_at,
      undoneAt: row.undone_at,
    }));
  }

  /** On which invoices a movement of the processor is counted with what; minor units. The oldest invoice first. */
  async countedOn(processorId: string): Promise<CountedOn[]> {
    const rows: { number: string; amount: string }[] = await this.db("csp_payment_reversal as r")
      .join("csp_invoice as i", "i.id", "r.invoice_id")
      .where({ "r.processor_id": processorId })
      .orderBy(["i.issued_at", "i.id"])
      .select("i.number", "r.amount");
    return rows.map(({ number, amount }) => ({ number, amount: toInteger(amount) }));
  }

  /**
   * What credit notes gave, for money that went back by this movement of the processor and has come again since, of each
   * invoice on which it was counted.
   *
   * @param ownInvoiceId the invoice that the payment was made for
   */
  async creditedBeyond(processorId: string, ownInvoiceId: string): Promise<CreditedBeyond[]> {
    const beyond = `greatest(i.reversal_credited - ${WENT_BACK}, 0)`;
    const rows: { id: string; number: string; amount: string }[] = await this.db("csp_invoice as i")
      .whereIn("i.id", this.db("csp_payment_reversal").where({ processor_id: processorId }).select("invoice_id"))
      .whereRaw(`${beyond} > 0`)
      .orderBy(["i.issued_at", "i.id"])
      .select("i.id", "i.number", this.db.raw(`${beyond} as amount`));
    return rows.map(({ id: invoiceId, number, amount }) => ({
      invoiceId,
      number,
      amount: toInteger(amount),
      subject: subjectOf(processorId, invoiceId, ownInvoiceId),
    }));
  }

  /**
   * Writes what the processor says of money that went back, what it comes to on the invoices that the payment paid, and
   * what a person is told of each; how it is spread over them: `spreadReversal`, the invoice that the payment was made for
   * first, then the small ones that came along, the oldest first. More than was paid is written and not counted.
   *
   * What documents had given as credit before is taken from the credit first, as far as it is still there: the same money
   * is not given twice. It is given again when the movement is undone, unless another one of the same invoice, which found
   * it taken, stands.
   *
   * @param tell what is opened on Attention about the parts of refunds that no document covers
   */
  async record(seen: SeenReversal, now: Date, tell: ReversalCases): Promise<ReversalOutcome> {
    return this.db.transaction(async (trx) => {
      const account = await lockAccount(trx, seen.invoiceId);
      await trx("csp_invoice").where({ id: seen.invoiceId }).forUpdate().first("id");
      if (account === undefined || !(await isBooked(trx, seen))) {
        return "unpaid";
      }
      const outcome = await writeReversal(trx, seen, now);
      if (outcome === "known") {
        return outcome;
      }
      const parts = await partsOf(trx, seen);
      for (const part of parts) {
        await countOnInvoice(trx, part.invoiceId, now);
      }
      if (outcome === "news") {
        for (const part of parts) {
          await tellNews(trx, part, { seen, accountId: account.id, now, tell });
        }
        await closeExcess(trx, seen, now);
      }
      if (outcome === "undone") {
        await tellUndone(trx, parts, { seen, accountId: account.id, now, tell });
      }
      await closeMadeAgain(trx, seen, now);
      return outcome;
    });
  }
}

type Telling = {
  readonly seen: Moved;
  readonly accountId: string;
  readonly now: Date;
  readonly tell: ReversalCases;
};

async function tellNews(
  trx: Knex.Transaction,
  part: ReversedPart,
  { seen, accountId, now, tell }: Telling,
): Promise<void> {
  const { taken, creditUsed } = await takeCredit(trx, part, seen, accountId, now);
  const open = Math.min(part.amount - part.creditTaken - taken, await uncovered(trx, part.invoiceId));
  const subject = subjectOf(seen.processorId, part.invoiceId, seen.invoiceId);
  if (open > 0 && seen.kind === "refund") {
    await openCase(trx, { ...tell.refunded(open, creditUsed, part.number), invoiceId: part.invoiceId, subject });
  } else {
    await closeCasesAbout(trx, "refunded", subject, "A credit note covers it.", now);
  }
  await closeWon(trx, part.invoiceId, now);
}

async function tellUndone(
  trx: Knex.Transaction,
  parts: readonly ReversedPart[],
  { seen, accountId, now, tell }: Telling,
): Promise<void> {
  const { undone } = tell;
  for (const part of parts) {
    await giveCreditAgain(trx, part, seen, accountId, now);
    if (undone !== null) {
      const subject = subjectOf(seen.processorId, part.invoiceId, seen.invoiceId);
      await closeCasesAbout(trx, "refunded", subject, undone.words, now);
    }
    if (part.creditTaken > 0) {
      await takeForOthers(trx, part.invoiceId, { accountId, now, tell });
    }
  }
  const open = parts.reduce((sum, { amount, creditTaken }) => sum + amount - creditTaken, 0);
  if (undone !== null && open > 0) {
    await openCase(trx, undone.about(open));
  }
}

/** Credit that is there again goes to other money that went back of the invoice and found it taken, the oldest first. */
async function takeForOthers(
  trx: Knex.Transaction,
  invoiceId: string,
  { accountId, now, tell }: Omit<Telling, "seen">,
): Promise<void> {
  for (const { part, kind, processorId, paymentIntentId } of await partsWithoutCredit(trx, invoiceId)) {
    const own = await ownInvoice(trx, paymentIntentId);
    await tellNews(trx, part, { seen: { kind, processorId, invoiceId: own ?? invoiceId }, accountId, now, tell });
  }
}

/** The invoice that a payment was made for; small ones that came along have attempts of their own. */
async function ownInvoice(trx: Knex.Transaction, paymentIntentId: string): Promise<string | undefined> {
  const [id] = await trx("csp_charge_attempt")
    .where({ payment_intent_id: paymentIntentId, state: "succeeded" })
    .whereRaw("idempotency_key not like '%:with:%'")
    .pluck<string[]>("invoice_id");
  return id;
}

/** Cases are told from each other by their subject: of the processor's one movement there is one for each invoice. */
function subjectOf(processorId: string, invoiceId: string, ownInvoiceId: string): string {
  return invoiceId === ownInvoiceId ? processorId : `${processorId}:${invoiceId}`;
}

/** Whether the books have the payment that money goes back of: until they do, nothing is counted against others. */
async function isBooked(trx: Knex.Transaction, { invoiceId, paymentIntentId }: SeenReversal): Promise<boolean> {
  const booked = { invoice_id: invoiceId, payment_intent_id: paymentIntentId, state: "succeeded" };
  return (await trx("csp_charge_attempt").where(booked).first("id")) !== undefined;
}

/** Accounts are locked before their invoices, as credit notes do it. */
async function lockAccount(trx: Knex.Transaction, invoiceId: string): Promise<{ readonly id: string } | undefined> {
  const owner = trx("csp_invoice").where({ id: invoiceId }).select("billing_account_id");
  return trx("csp_billing_account").whereIn("id", owner).forUpdate().first<{ id: string } | undefined>("id");
}

async function countOnInvoice(trx: Knex.Transaction, invoiceId: string, now: Date): Promise<void> {
  await trx.raw(
    `update csp_invoice set updated_at = ?, amount_reversed = least(amount_paid, (
       select coalesce(sum(amount), 0) from csp_payment_reversal where invoice_id = ? and undone_at is null))
     where id = ?`,
    [now, invoiceId, invoiceId],
  );
}

/** What credit notes gave beyond a dispute that was won has gone back as well: there is nothing left to decide. */
async function closeWon(trx: Knex.Transaction, invoiceId: string, now: Date): Promise<void> {
  await trx("csp_payment_case")
    .where({ kind: "dispute_won", invoice_id: invoiceId })
    .whereNull("resolved_at")
    .whereExists(
      trx("csp_invoice as i")
        .where({ "i.id": invoiceId })
        .whereRaw(`i.reversal_credited <= ${WENT_BACK}`)
        .select("i.id"),
    )
    .update({ resolved_at: now, resolved_by: "processor", resolution: "It was refunded." });
}

/**
 * Refunds that failed and were made again need no other way: what was refunded of the payment after them comes to what
 * they were to bring, in whatever order it was heard.
 */
async function closeMadeAgain(
  trx: Knex.Transaction,
  { paymentIntentId }: Pick<SeenReversal, "paymentIntentId">,
  now: Date,
): Promise<void> {
  await trx.raw(
    `with failed as (
       select c.id, c.amount, (
         select min(r.made_at) from csp_payment_reversal r where r.processor_id = c.subject) as made_at
       from csp_payment_case c
       where c.kind = 'refund_failed' and c.resolved_at is null and c.subject in (
         select processor_id from csp_payment_reversal
         where payment_intent_id = :payment and kind = 'refund' and undone_at is not null))
     update csp_payment_case set resolved_at = :now, resolved_by = 'processor', resolution = 'It was refunded again.'
     where id in (select id from failed) and (select sum(amount) from failed) <= (
       select coalesce(sum(r.amount), 0) from csp_payment_reversal r
       where r.payment_intent_id = :payment and r.kind = 'refund' and r.undone_at is null
         and r.made_at > (select max(made_at) from failed))`,
    { payment: paymentIntentId, now },
  );
}

/** Money that nothing asked for has gone back whole: there is nothing left to decide. */
async function closeExcess(trx: Knex.Transaction, { paymentIntentId }: SeenReversal, now: Date): Promise<void> {
  await trx("csp_payment_case")
    .where({ subject: paymentIntentId })
    .whereIn("kind", ["amount_mismatch", "unclaimed_money"])
    .whereNull("resolved_at")
    .whereRaw(
      `amount <= (select coalesce(sum(amount), 0) from csp_payment_reversal
        where payment_intent_id = ? and undone_at is null)`,
      [paymentIntentId],
    )
    .update({ resolved_at: now, resolved_by: "processor", resolution: "It was refunded." });
}
