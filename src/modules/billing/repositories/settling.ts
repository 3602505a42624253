import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { money } from "../../../domain/money";
import { applyCreditBalance } from "../../../domain/receivables";
import { type InvoiceState, invoiceTransitions, UNDECIDED_STATES } from "../../../domain/states";
import { newId } from "../new-id";
import type { CreditMove } from "./credit-moves";
import { writeCreditMoves } from "./credit-moves";
import { toInteger } from "./numbers";
import { closeCasesOfUnpaid } from "./payment-cases";

export type SettleInput = {
  readonly accountId: string;
  readonly actor: string;
  readonly now: Date;
  /**
   * An activation invoice whose authorisation is known to be gone. Others that are open are left alone: their money is
   * held on a card, and taking it is under way.
   */
  readonly also?: string;
};

type Unpaid = { id: string; currency: string; collected_with: string | null; due: string };

/**
 * Pays open invoices of the account from its credit balance, the oldest first, as far as that reaches. An invoice whose
 * payment is under way is passed over: what the bank was asked for must not change meanwhile. Nothing is used twice, as
 * all who move the balance hold the account's row.
 *
 * @returns the ids of invoices that are paid by it
 */
export async function settleFromBalance(trx: Knex.Transaction, input: SettleInput): Promise<string[]> {
  const account = await trx("csp_billing_account")
    .where({ id: input.accountId })
    .forUpdate()
    .first<{ credit_balance: string } | undefined>("credit_balance");
  let balance = toInteger(account?.credit_balance ?? "0");
  if (balance === 0) {
    return [];
  }
  const paid: string[] = [];
  const moves: CreditMove[] = [];
  for (const invoice of await unpaidOf(trx, input)) {
    const due = toInteger(invoice.due);
    const { applied, left } = applyCreditBalance({
      gross: money(due, invoice.currency),
      balance: money(balance, invoice.currency),
    });
    if (applied.amount === 0) {
      break;
    }
    balance = left.amount;
    await apply(trx, invoice.id, applied.amount, applied.amount === due, input.now);
    moves.push({
      id: newId("cspcre"),
      billingAccountId: input.accountId,
      kind: "applied",
      invoiceId: invoice.id,
      amount: -applied.amount,
      balance,
      reason: null,
      actor: input.actor,
      createdAt: input.now,
    });
    paid.push(...(applied.amount === due ? [invoice.id] : []));
  }
  await writeCreditMoves(trx, moves);
  return paid;
}

async function unpaidOf(trx: Knex.Transaction, { accountId, also }: SettleInput): Promise<Unpaid[]> {
  const { rows } = await trx.raw<{ rows: Unpaid[] }>(
    `select id, currency, collected_with, gross - credit_applied - amount_credited - amount_paid as due
     from csp_invoice
     where billing_account_id = ? and status = any(?) and kind <> 'credit_note'
       and (kind <> 'activation' or status <> 'open' or id = ?)
     order by issued_at, sequence, id for update`,
    [accountId, invoiceTransitions.statesThatMay("settle"), also ?? null],
  );
  const subjects = rows.flatMap(({ id, collected_with }) => (collected_with === null ? [id] : [id, collected_with]));
  const underWay = new Set(await invoicesUnderWay(trx, subjects));
  return rows.filter(({ id, collected_with }) => !underWay.has(id) && !underWay.has(collected_with ?? ""));
}

/** Of these invoices, those whose payment has an open outcome. Their rows are to be locked first. */
export async function invoicesUnderWay(trx: Knex.Transaction, invoiceIds: readonly string[]): Promise<string[]> {
  return trx("csp_charge_attempt")
    .whereIn("invoice_id", [...invoiceIds])
    .whereIn("state", UNDECIDED_STATES)
    .pluck("invoice_id");
}

async function apply(trx: Knex.Transaction, id: string, amount: number, isAll: boolean, now: Date): Promise<void> {
  const settled = { paid_at: now, next_charge_at: null, charge_hold: null, payment_failure: null };
  await trx("csp_invoice")
    .where({ id })
    .update({
      credit_applied: trx.raw("credit_applied + ?::bigint", [amount]),
      updated_at: now,
      ...(isAll ? { ...settled, status: "paid" satisfies InvoiceState } : {}),
    });
  if (isAll) {
    await closeCasesOfUnpaid(trx, id, "credit_balance", now);
  }
}
