import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { newId } from "../new-id";
import { type CreditMove, writeCreditMoves } from "./credit-moves";
import { creditGiven } from "./given-credit";
import { toInteger } from "./numbers";
import type { Moved, ReversedPart } from "./reversal-parts";

/**
 * Takes from the account's credit what documents gave of a payment before it went back, as far as it is still there: the
 * same money is not given twice. The account is locked.
 *
 * @returns what was taken, in minor units, and whether more had been given that is used up since
 */
export async function takeCredit(
  trx: Knex.Transaction,
  part: ReversedPart,
  seen: Moved,
  accountId: string,
  now: Date,
): Promise<{ taken: number; creditUsed: boolean }> {
  const given = Math.min(part.amount - part.creditTaken, await creditGiven(trx, part.invoiceId));
  const balance = await balanceOf(trx, accountId);
  const taken = Math.min(given, balance);
  if (taken > 0) {
    await trx("csp_payment_reversal")
      .where({ id: part.id })
      .update({ credit_taken: part.creditTaken + taken });
    await writeCreditMoves(trx, [moveOf(part, seen, { accountId, amount: -taken, balance }, now)]);
  }
  return { taken, creditUsed: given > taken };
}

/** Gives again what was taken, because the money came again. The account is locked. */
export async function giveCreditAgain(
  trx: Knex.Transaction,
  part: ReversedPart,
  seen: Moved,
  accountId: string,
  now: Date,
): Promise<void> {
  const { id, creditTaken: amount } = part;
  if (amount > 0) {
    await trx("csp_payment_reversal").where({ id }).update({ credit_taken: 0 });
    const balance = await balanceOf(trx, accountId);
    await writeCreditMoves(trx, [moveOf(part, seen, { accountId, amount, balance }, now)]);
  }
}

async function balanceOf(trx: Knex.Transaction, accountId: string): Promise<number> {
  const account = trx("csp_billing_account").where({ id: accountId });
  const row = await account.first<{ credit_balance: string } | undefined>("credit_balance");
  return toInteger(row?.credit_balance ?? "0");
}

type Movement = { readonly accountId: string; readonly amount: number; readonly balance: number };

const moveOf = (
  { invoiceId }: ReversedPart,
  { processorId }: Moved,
  { accountId, amount, balance }: Movement,
  now: Date,
): CreditMove => ({
  id: newId("cspcre"),
  billingAccountId: accountId,
  kind: "refunded",
  invoiceId,
  amount,
  balance: balance + amount,
  reason: processorId,
  actor: "processor",
  createdAt: now,
});
