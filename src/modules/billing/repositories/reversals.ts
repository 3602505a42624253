import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { newId } from "../new-id";
import type { NewPaymentCase, PaymentReversal } from "../types";
import { type CreditMove, writeCreditMoves } from "./credit-moves";
import { toInteger } from "./numbers";
import { closeCasesAbout, openCase } from "./payment-cases";

export type SeenReversal = Omit<PaymentReversal, "id" | "undoneAt"> & {
  /** False when the money came back again: a refund that failed, a dispute that was won. */
  readonly stands: boolean;
};

/** What a person is told of a refund; amounts in minor units of the invoice's currency. */
export type ReversalCases = {
  /** Of what no document covers. `creditUsed`: a credit note had given it, and its credit is used up. */
  readonly news: (amount: number, creditUsed: boolean) => NewPaymentCase;
  /** Of what came again and has to be given another way. */
  readonly undone: (amount: number) => NewPaymentCase;
  /** How the case about the news ended when it is undone. */
  readonly undoneWords: string;
};

/** `news`: went back since. `undone`: came again since. `unpaid`: the books know of no payment it could take back. */
export type ReversalOutcome = "news" | "undone" | "known" | "unpaid";

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

/** What went back of all that an invoice (`i`) was paid with, also of what became credit because it was not asked for. */
const WENT_BACK = `least(
  i.amount_paid + (select coalesce(sum(t.excess), 0) from csp_charge_attempt t where t.invoice_id = i.id),
  (select coalesce(sum(w.amount), 0) from csp_payment_reversal w where w.invoice_id = i.id and w.undone_at is null))`;

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

  /** What credit notes gave for money that went back, and that has come again since: minor units of the invoice's currency. */
  async creditedBeyond(invoiceId: string): Promise<number> {
    const row = await this.db("csp_invoice as i")
      .where({ "i.id": invoiceId })
      .first<{ beyond: string } | undefined>(this.db.raw(`greatest(i.reversal_credited - ${WENT_BACK}, 0) as beyond`));
    return toInteger(row?.beyond ?? "0");
  }

  /**
   * Writes what the processor says of money that went back, what it comes to on the invoice, and what a person is told
   * of it. More than was paid on the invoice is written and not counted on it.
   *
   * What credit notes of the invoice had given as credit before is taken from the credit first, as far as it is still
   * there: the same money is not given twice. It is given again when the movement is undone.
   *
   * @param tell what is opened on Attention about the part that no document covers
   */
  async record(seen: SeenReversal, now: Date, tell?: ReversalCases): Promise<ReversalOutcome> {
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
      await countOnInvoice(trx, seen.invoiceId, now);
      if (outcome === "news") {
        const { taken, creditUsed } = await takeCredit(trx, seen, account, now);
        const open = Math.min(seen.amount - taken, await uncovered(trx, seen.invoiceId));
        if (open > 0 && tell !== undefined) {
          await openCase(trx, tell.news(open, creditUsed));
        }
        await closeWon(trx, seen.invoiceId, now);
        await closeExcess(trx, seen, now);
      }
      if (outcome === "undone") {
        const given = await giveCreditAgain(trx, seen, account, now);
        if (tell !== undefined) {
          await closeCasesAbout(trx, "refunded", seen.processorId, tell.undoneWords, now);
        }
        if (tell !== undefined && given < seen.amount) {
          await openCase(trx, tell.undone(seen.amount - given));
        }
      }
      return outcome;
    });
  }
}

type Account = { readonly id: string; readonly credit_balance: string };

/** Whether the books have the payment that money goes back of: until they do, nothing is counted against others. */
async function isBooked(trx: Knex.Transaction, { invoiceId, paymentIntentId }: SeenReversal): Promise<boolean> {
  const booked = { invoice_id: invoiceId, payment_intent_id: paymentIntentId, state: "succeeded" };
  return (await trx("csp_charge_attempt").where(booked).first("id")) !== undefined;
}

/** Accounts are locked before their invoices, as credit notes do it. */
async function lockAccount(trx: Knex.Transaction, invoiceId: string): Promise<Account | undefined> {
  const owner = trx("csp_invoice").where({ id: invoiceId }).select("billing_account_id");
  return trx("csp_billing_account").whereIn("id", owner).forUpdate().first<Account | undefined>("id", "credit_balance");
}

async function countOnInvoice(trx: Knex.Transaction, invoiceId: string, now: Date): Promise<void> {
  await trx.raw(
    `update csp_invoice set updated_at = ?, amount_reversed = least(amount_paid, (
       select coalesce(sum(amount), 0) from csp_payment_reversal where invoice_id = ? and undone_at is null))
     where id = ?`,
    [now, invoiceId, invoiceId],
  );
}

/** What went back of the invoice's money and neither a credit note nor credit that was taken back stands for. */
export async function uncovered(trx: Knex.Transaction, invoiceId: string): Promise<number> {
  const row = await trx("csp_invoice as i")
    .where({ "i.id": invoiceId })
    .first<{ amount: string } | undefined>(
      trx.raw(`greatest(${WENT_BACK} - i.reversal_credited - (
        select coalesce(sum(r.credit_taken), 0) from csp_payment_reversal r
        where r.invoice_id = i.id and r.undone_at is null), 0) as amount`),
    );
  return toInteger(row?.amount ?? "0");
}

/** @returns what was taken, and whether more had been given that is used up since; minor units */
async function takeCredit(
  trx: Knex.Transaction,
  seen: SeenReversal,
  account: Account,
  now: Date,
): Promise<{ taken: number; creditUsed: boolean }> {
  const row = await trx("csp_invoice as i")
    .where({ "i.id": seen.invoiceId })
    .first<{ amount: string } | undefined>(
      trx.raw(`(select coalesce(sum(e.amount), 0) from csp_credit_entry e join csp_invoice n on n.id = e.invoice_id
          where (e.kind = 'credit_note' and n.credited_invoice_id = i.id) or (e.kind = 'overpaid' and n.id = i.id))
        - (select coalesce(sum(r.credit_taken), 0) from csp_payment_reversal r
          where r.invoice_id = i.id and r.undone_at is null) as amount`),
    );
  const given = Math.min(seen.amount, Math.max(0, toInteger(row?.amount ?? "0")));
  const balance = toInteger(account.credit_balance);
  const taken = Math.min(given, balance);
  if (taken > 0) {
    await trx("csp_payment_reversal").where({ processor_id: seen.processorId }).update({ credit_taken: taken });
    await writeCreditMoves(trx, [moveOf(seen, account, -taken, now)]);
  }
  return { taken, creditUsed: given > taken };
}

/** @returns what was given again, in minor units */
async function giveCreditAgain(
  trx: Knex.Transaction,
  seen: SeenReversal,
  account: Account,
  now: Date,
): Promise<number> {
  const reversal = trx("csp_payment_reversal").where({ processor_id: seen.processorId });
  const row = await reversal.clone().first<{ credit_taken: string } | undefined>("credit_taken");
  const taken = toInteger(row?.credit_taken ?? "0");
  if (taken > 0) {
    await reversal.clone().update({ credit_taken: 0 });
    await writeCreditMoves(trx, [moveOf(seen, account, taken, now)]);
  }
  return taken;
}

const moveOf = (seen: SeenReversal, account: Account, amount: number, now: Date): CreditMove => ({
  id: newId("cspcre"),
  billingAccountId: account.id,
  kind: "refunded",
  invoiceId: seen.invoiceId,
  amount,
  balance: toInteger(account.credit_balance) + amount,
  reason: seen.processorId,
  actor: "processor",
  createdAt: now,
});

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

type Written = Omit<SeenReversal, "invoiceId"> & {
  /** Null for a payment that is on no invoice. */
  readonly invoiceId: string | null;
};

/** Writes a movement, or that it came again; once, with the transaction that also writes what follows from it. */
export async function writeReversal(
  trx: Knex.Transaction,
  seen: Written,
  now: Date,
): Promise<Exclude<ReversalOutcome, "unpaid">> {
  const known = await trx<Row>("csp_payment_reversal").where({ processor_id: seen.processorId }).forUpdate().first();
  if (known === undefined) {
    if (!seen.stands) {
      return "known";
    }
    await trx("csp_payment_reversal").insert({
      id: newId("csprev"),
      invoice_id: seen.invoiceId,
      kind: seen.kind,
      processor_id: seen.processorId,
      payment_intent_id: seen.paymentIntentId,
      amount: seen.amount,
      currency: seen.currency,
      reason: seen.reason,
      made_at: seen.madeAt,
    });
    return "news";
  }
  if (seen.stands === (known.undone_at === null)) {
    return "known";
  }
  await trx("csp_payment_reversal")
    .where({ id: known.id })
    .update({ undone_at: seen.stands ? null : now });
  return seen.stands ? "news" : "undone";
}
