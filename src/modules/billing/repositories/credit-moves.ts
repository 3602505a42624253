import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { money } from "../../../domain/money";
import { settleDocument } from "../../../domain/receivables";
import { newId } from "../new-id";
import type { CreditEntry, NewInvoice } from "../types";
import { copyRows } from "./copy-rows";
import type { CreditTake } from "./given-credit";

/** A movement of a credit balance that belongs to a document. */
export type CreditMove = Omit<CreditEntry, "invoiceId"> & { readonly invoiceId: string };

const COLUMNS = [
  "id",
  "billing_account_id",
  "kind",
  "invoice_id",
  "amount",
  "balance",
  "reason",
  "actor",
  "created_at",
] as const;

/**
 * What issuing these documents does to the credit balances, in the documents' order: a credit note adds its gross, an
 * invoice uses up what there is. Drafts do nothing until they are issued.
 *
 * @param balances by account; the accounts are locked
 * @param takes what of a note's credit has gone back over the card before, by the note; see `takesOf`
 */
export function creditMoves(
  documents: readonly { readonly invoice: NewInvoice; readonly draft: boolean }[],
  balances: ReadonlyMap<string, number>,
  actor: string,
  takes: ReadonlyMap<string, readonly CreditTake[]>,
): CreditMove[] {
  const now = new Map(balances);
  const moves: CreditMove[] = [];
  for (const { invoice, draft } of documents) {
    if (draft) {
      continue;
    }
    const { currency } = invoice;
    const before = money(now.get(invoice.billingAccountId) ?? 0, currency);
    const isCreditNote = invoice.kind === "credit_note";
    const { balance } = settleDocument({ isCreditNote, gross: money(invoice.gross, currency) }, before);
    const amount = balance.amount - before.amount;
    if (amount !== 0) {
      now.set(invoice.billingAccountId, balance.amount);
      moves.push(move(invoice, amount, balance.amount, actor));
    }
    for (const take of takes.get(invoice.id) ?? []) {
      const left = (now.get(invoice.billingAccountId) ?? 0) - take.amount;
      now.set(invoice.billingAccountId, left);
      moves.push(taken(invoice, take, left, actor));
    }
  }
  return moves;
}

/** One movement; of a credit note against an invoice it is what is left after the invoice itself was reduced. */
export function move(invoice: NewInvoice, amount: number, balance: number, actor: string): CreditMove {
  return {
    id: newId("cspcre"),
    billingAccountId: invoice.billingAccountId,
    kind: invoice.kind === "credit_note" ? "credit_note" : "applied",
    invoiceId: invoice.id,
    amount,
    balance,
    reason: invoice.creditReason,
    actor,
    createdAt: invoice.issuedAt,
  };
}

function taken(note: NewInvoice, { invoiceId, processorId, amount }: CreditTake, balance: number, actor: string) {
  const { billingAccountId, issuedAt: createdAt } = note;
  const id = newId("cspcre");
  return {
    id,
    billingAccountId,
    kind: "refunded",
    invoiceId,
    amount: -amount,
    balance,
    reason: processorId,
    actor,
    createdAt,
  } as const;
}

/** Writes the movements and the balances they come to. */
export async function writeCreditMoves(trx: Knex.Transaction, moves: readonly CreditMove[]): Promise<void> {
  if (moves.length === 0) {
    return;
  }
  await copyRows(trx, "csp_credit_entry", COLUMNS, moves, (entry) => [
    entry.id,
    entry.billingAccountId,
    entry.kind,
    entry.invoiceId,
    entry.amount,
    entry.balance,
    entry.reason,
    entry.actor,
    entry.createdAt.toISOString(),
  ]);
  const latest = [...new Map(moves.map((entry) => [entry.billingAccountId, entry.balance]))];
  await trx.raw(
    `update csp_billing_account a set credit_balance = n.balance
     from jsonb_to_recordset(?::jsonb) as n(id text, balance bigint) where a.id = n.id`,
    [JSON.stringify(latest.map(([id, balance]) => ({ id, balance })))],
  );
}
