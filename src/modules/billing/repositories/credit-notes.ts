import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MedusaError } from "@medusajs/framework/utils";
import { money } from "../../../domain/money";
import { splitCreditNote } from "../../../domain/receivables";
import { type InvoiceState, invoiceTransitions } from "../../../domain/states";
import type { LegalEntity, NewInvoice } from "../types";
import { becomesDue } from "./accounts";
import { copyRows } from "./copy-rows";
import { move, writeCreditMoves } from "./credit-moves";
import { closeCovered, uncovered } from "./given-credit";
import { INVOICE_COLUMNS, invoiceValues } from "./invoice-rows";
import { writeJournal } from "./journal";
import { writeLineCredits } from "./line-credits";
import { LINE_COLUMNS, lineValues } from "./line-rows";
import { takeNumbers } from "./numbering";
import { toInteger } from "./numbers";
import { closeCasesOfUnpaid } from "./payment-cases";
import { invoicesUnderWay, settleFromBalance } from "./settling";

export type CreditNoteInput = {
  readonly legalEntity: LegalEntity;
  /** A document of kind `credit_note` with `creditedInvoiceId`. */
  readonly note: NewInvoice;
  readonly actor: string;
  /** When the account has to be looked at again because its lines were taken back; null: they stay as billed. */
  readonly billAgainAt: Date | null;
};

/** Where a credit note's gross goes; minor units, together its gross without the sign. */
export type CreditSplit = {
  /** Taken off what is unpaid of the invoice. */
  readonly reduces: number;
  /** Stands for money that has gone back of its payment. */
  readonly covers: number;
  /** Added to the account's credit balance. */
  readonly earned: number;
};

export type WrittenCreditNote = { readonly number: string; readonly split: CreditSplit };

type CreditedRow = {
  id: string;
  collected_with: string | null;
  billing_account_id: string;
  number: string;
  status: InvoiceState;
  gross: string;
  credit_applied: string;
  amount_credited: string;
  amount_paid: string;
};

/**
 * Issues a credit note against an invoice. It first reduces what is still unpaid of the invoice (one that is given
 * back whole before it was paid becomes void), then stands for what has gone back of what was paid; what is left goes to
 * the account's credit balance.
 *
 * The account is locked, so a run, a settlement and another credit note of the same company take turns; nothing is
 * given back twice, because of two notes planned from the same state the second is refused.
 *
 * @throws MedusaError not_allowed for a draft, and while a payment of the invoice is under way; conflict when another
 * credit note for the invoice was issued since this one was planned
 */
export async function issueCreditNote(db: Knex, input: CreditNoteInput): Promise<WrittenCreditNote> {
  try {
    return await db.transaction((trx) => issueIn(trx, input));
  } catch (error) {
    throw isDouble(error)
      ? new MedusaError(
          MedusaError.Types.CONFLICT,
          "The invoice was credited by somebody else in the meantime; look at what is left and try again.",
        )
      : error;
  }
}

/**
 * Two notes that were planned from the same state bear the same number among the invoice's notes, whichever lines they
 * give back; and their lines' keys are those that a run has given to corrections since, where one came between.
 */
const DOUBLES: readonly unknown[] = ["csp_invoice_once", "csp_invoice_line_charge_key_key"];

function isDouble(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && DOUBLES.includes(error.constraint);
}

async function issueIn(trx: Knex.Transaction, input: CreditNoteInput): Promise<WrittenCreditNote> {
  const { note, legalEntity, actor } = input;
  const account = await trx("csp_billing_account")
    .where({ id: note.billingAccountId })
    .forUpdate()
    .first<{ credit_balance: string }>("credit_balance");
  const invoice = await lockCredited(trx, note);
  if (!account) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Billing account ${note.billingAccountId} was not found.`);
  }
  await copyRows(trx, "csp_invoice", INVOICE_COLUMNS, await numbered(trx, legalEntity, note), invoiceValues);
  await copyRows(trx, "csp_invoice_line", LINE_COLUMNS, note.lines, (line) => lineValues(note.id, line));
  await writeLineCredits(trx, [note]);
  const { unpaid, back, ...split } = await splitOf(trx, note, invoice);
  const { reduces, covers, earned } = split;
  if (covers > 0) {
    await coverReversal(trx, note, covers, back === covers);
  }
  if (reduces > 0) {
    await reduce(trx, note, reduces, unpaid === reduces, toInteger(invoice.amount_credited) + reduces, invoice);
  }
  if (earned > 0) {
    await writeCreditMoves(trx, [move(note, earned, toInteger(account.credit_balance) + earned, actor)]);
    await settleFromBalance(trx, { accountId: note.billingAccountId, actor, now: note.issuedAt });
  }
  if (input.billAgainAt !== null) {
    await trx("csp_billing_account")
      .where({ id: note.billingAccountId })
      .update({ ...becomesDue(trx, input.billAgainAt), positions: forgotten(trx, note) });
  }
  const number = await numberOf(trx, note.id);
  await writeJournal(trx, [
    {
      at: note.issuedAt,
      actor,
      action: "invoice_credited",
      billingAccountId: note.billingAccountId,
      invoiceId: note.creditedInvoiceId,
      billingRunId: null,
      detail: { credit_note: number, gross: -note.gross, reduced: reduces + covers, reason: note.creditReason },
    },
  ]);
  return { number, split };
}

/** Where the gross of a note would go that was issued now; see `issueCreditNote`. Nothing is written. */
export async function previewCreditSplit(
  db: Knex,
  note: Pick<NewInvoice, "creditedInvoiceId" | "gross" | "currency">,
): Promise<CreditSplit> {
  const invoice = await db("csp_invoice").where({ id: note.creditedInvoiceId }).first<CreditedRow | undefined>("*");
  if (invoice === undefined) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${note.creditedInvoiceId} was not found.`);
  }
  const { reduces, covers, earned } = await splitOf(db, note, invoice);
  return { reduces, covers, earned };
}

/** `unpaid`, `back`: of what the note may reduce, and may stand for, there is as much. */
async function splitOf(
  db: Knex,
  { gross, currency }: Pick<NewInvoice, "gross" | "currency">,
  invoice: CreditedRow,
): Promise<CreditSplit & { readonly unpaid: number; readonly back: number }> {
  const unpaid = unpaidOf(invoice);
  // Money that went back without a document is what this document then stands for: it is not given twice.
  const back = await uncovered(db, invoice.id);
  const first = splitCreditNote({ gross: money(gross, currency), unpaid: money(unpaid, currency) });
  const covers = Math.min(first.earned.amount, back);
  return { reduces: first.reduces.amount, covers, earned: first.earned.amount - covers, unpaid, back };
}

/** What is still to be paid of the invoice; 0 for one that asks for nothing any more. */
function unpaidOf({ status, gross, credit_applied, amount_credited, amount_paid }: CreditedRow): number {
  return invoiceTransitions.may(status, "credit")
    ? toInteger(gross) - toInteger(credit_applied) - toInteger(amount_credited) - toInteger(amount_paid)
    : 0;
}

async function lockCredited(trx: Knex.Transaction, note: NewInvoice): Promise<CreditedRow> {
  const invoice = await trx("csp_invoice").where({ id: note.creditedInvoiceId }).forUpdate().first<CreditedRow>("*");
  if (!invoice || invoice.billing_account_id !== note.billingAccountId) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${note.creditedInvoiceId} was not found.`);
  }
  if (invoice.status === "draft" || invoice.status === "issued") {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      invoice.status === "draft" ? "A draft is discarded, not credited." : "A credit note cannot be credited.",
    );
  }
  const underWay = await invoicesUnderWay(trx, [invoice.id, invoice.collected_with ?? ""]);
  if (underWay.length > 0) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `A payment of ${invoice.number} is under way; credit it once the bank has answered.`,
    );
  }
  return invoice;
}

async function numbered(trx: Knex.Transaction, legalEntity: LegalEntity, note: NewInvoice) {
  const [place = null] = await takeNumbers(trx, legalEntity, [note]);
  return [{ invoice: note, legalEntityId: legalEntity.id, draft: false, place, creditApplied: 0 }];
}

async function reduce(
  trx: Knex.Transaction,
  note: NewInvoice,
  amount: number,
  isAll: boolean,
  creditedInAll: number,
  invoice: CreditedRow,
): Promise<void> {
  // Given back whole without a cent paid: void. With money or credit in it: settled, so it counts as paid.
  const isVoid = isAll && creditedInAll === toInteger(invoice.gross);
  const status: InvoiceState = isVoid ? "void" : "paid";
  const settled = isVoid ? { status } : { status, paid_at: note.issuedAt };
  await trx("csp_invoice")
    .where({ id: note.creditedInvoiceId })
    .whereIn("status", invoiceTransitions.statesThatMayBecome(status, "credit"))
    .update({
      amount_credited: trx.raw("amount_credited + ?::bigint", [amount]),
      ...(isAll ? { ...settled, next_charge_at: null, charge_hold: null, payment_failure: null } : {}),
      updated_at: note.issuedAt,
    });
  if (isAll) {
    await closeCasesOfUnpaid(trx, invoice.id, "credit_note", note.issuedAt);
  }
}

/** The note is the document of money that went back before it; with all of it covered there is nothing left to decide. */
async function coverReversal(trx: Knex.Transaction, note: NewInvoice, amount: number, isAll: boolean): Promise<void> {
  await trx("csp_invoice")
    .where({ id: note.creditedInvoiceId })
    .update({ reversal_credited: trx.raw("reversal_credited + ?::bigint", [amount]), updated_at: note.issuedAt });
  if (isAll) {
    await closeCovered(trx, note.creditedInvoiceId, note.issuedAt);
  }
}

/** Lines that are to be billed anew are read whole by the next run. */
function forgotten(trx: Knex.Transaction, note: NewInvoice) {
  const ids = [...new Set(note.lines.map((line) => line.subscriptionId))];
  return trx.raw("positions - ?::text[]", [ids]);
}

async function numberOf(trx: Knex.Transaction, id: string): Promise<string> {
  const row = await trx("csp_invoice").where({ id }).first<{ number: string | null }>("number");
  if (!row?.number) {
    throw new Error(`The credit note ${id} got no number.`);
  }
  return row.number;
}
