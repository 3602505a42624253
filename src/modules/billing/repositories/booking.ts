import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { releasedBy } from "../../../database";
import { amountInWords } from "../../../domain/charging";
import { money } from "../../../domain/money";
import { type InvoiceState, invoiceTransitions } from "../../../domain/states";
import { newId } from "../new-id";
import type { AttemptResult } from "../types";
import { finishAttempt } from "./attempt-rows";
import { payCarried } from "./carried";
import { writeCreditMoves } from "./credit-moves";
import { toInteger } from "./numbers";
import { closeCasesOfUnpaid, openCase } from "./payment-cases";
import { settleFromBalance } from "./settling";

/** An attempt that brought money, and what is written of it. */
export type PaidOutcome = {
  readonly invoiceId: string;
  readonly attemptId: string;
  readonly result: AttemptResult;
  /** See `TakenMoney`. */
  readonly keepsCredit?: boolean | undefined;
  readonly leaseToken: string | null;
  readonly now: Date;
};

type InvoiceRow = {
  billing_account_id: string;
  number: string | null;
  status: InvoiceState;
  currency: string;
  gross: string;
  credit_applied: string;
  amount_credited: string;
  amount_paid: string;
};
type AttemptRow = { amount: string; carried: string; card_label: string; payment_intent_id: string | null };

/**
 * Books what an attempt really brought, once, whatever the books ask for by now: it pays its invoice, then the small ones
 * that were collected with it, and what is left is the company's credit, which a person is told of.
 *
 * @returns true when this call made the invoice paid
 */
export async function bookPaid(trx: Knex.Transaction, outcome: PaidOutcome): Promise<boolean> {
  const { invoiceId, attemptId, result, leaseToken, now } = outcome;
  const { account, invoice } = await lockPaid(trx, invoiceId);
  const released = { ...releasedBy(trx, leaseToken), updated_at: now };
  if (!(await finishAttempt(trx, attemptId, result, now))) {
    await trx("csp_invoice").where({ id: invoiceId }).update(released);
    return false;
  }
  const attempt = (await trx("csp_charge_attempt").where({ id: attemptId }).first<AttemptRow>("*")) as AttemptRow;
  const [asked, carried] = [toInteger(attempt.amount), toInteger(attempt.carried)];
  const received = result.received ?? asked + carried;
  const due = dueOf(invoice);
  const own = Math.min(due, received);
  const small = await payCarried(trx, outcome, {
    amount: Math.min(carried, received - own),
    currency: invoice.currency,
    cardLabel: attempt.card_label,
  });
  const excess = received - own - small;
  await trx("csp_charge_attempt")
    .where({ id: attemptId })
    .update({ amount: own + excess, carried: small, excess });
  const isAll = due > 0 && own === due;
  await trx("csp_invoice")
    .where({ id: invoiceId })
    .update({
      ...released,
      amount_paid: trx.raw("amount_paid + ?::bigint", [own]),
      ...(isAll ? settled(trx, attempt.payment_intent_id, now) : {}),
    });
  if (isAll) {
    await closeCasesOfUnpaid(trx, invoiceId, "payment", now);
  }
  if (excess > 0) {
    const subject = attempt.payment_intent_id ?? attemptId;
    await giveCredit(trx, { account, invoiceId, invoice, subject, excess, isPart: own + small > 0, now });
    if (!outcome.keepsCredit) {
      await settleFromBalance(trx, { accountId: account.id, actor: "payment", now });
    }
  }
  return isAll;
}

/** The account first, as everywhere, then the invoice. */
export async function lockPaid(
  trx: Knex.Transaction,
  invoiceId: string,
): Promise<{ readonly account: { id: string; credit_balance: string }; readonly invoice: InvoiceRow }> {
  const owner = trx("csp_invoice").where({ id: invoiceId }).select("billing_account_id");
  const account = await trx("csp_billing_account")
    .whereIn("id", owner)
    .forUpdate()
    .first<{ id: string; credit_balance: string } | undefined>("id", "credit_balance");
  const invoice = await trx("csp_invoice").where({ id: invoiceId }).forUpdate().first<InvoiceRow | undefined>("*");
  if (account === undefined || invoice === undefined) {
    throw new Error(`Invoice ${invoiceId} was not found.`);
  }
  return { account, invoice };
}

/** Minor units; nothing once it is settled or void. */
export function dueOf({ status, gross, credit_applied, amount_credited, amount_paid }: InvoiceRow): number {
  return invoiceTransitions.may(status, "pay")
    ? toInteger(gross) - toInteger(credit_applied) - toInteger(amount_credited) - toInteger(amount_paid)
    : 0;
}

function settled(trx: Knex.Transaction, paymentIntentId: string | null, now: Date) {
  return {
    status: "paid" satisfies InvoiceState,
    paid_at: now,
    payment_intent_id: trx.raw("coalesce(?, payment_intent_id)", [paymentIntentId]),
    payment_failure: null,
    next_charge_at: null,
    charge_hold: null,
  };
}

type Excess = {
  readonly account: { readonly id: string; readonly credit_balance: string };
  readonly invoiceId: string;
  readonly invoice: InvoiceRow;
  readonly subject: string;
  readonly excess: number;
  /** Some of the money was owed. */
  readonly isPart: boolean;
  readonly now: Date;
};

async function giveCredit(trx: Knex.Transaction, input: Excess): Promise<void> {
  const { account, invoiceId, invoice, subject, excess, isPart, now } = input;
  const move = {
    id: newId("cspcre"),
    billingAccountId: account.id,
    kind: "overpaid",
    invoiceId,
    amount: excess,
    balance: toInteger(account.credit_balance) + excess,
    reason: subject,
    actor: "payment",
    createdAt: now,
  } as const;
  await writeCreditMoves(trx, [move]);
  const sum = amountInWords(money(excess, invoice.currency));
  const what = isPart
    ? `brought ${sum} more than invoice ${invoice.number} asked for by then`
    : `took ${sum} for invoice ${invoice.number}, which asked for nothing any more`;
  await openCase(trx, {
    kind: isPart ? "amount_mismatch" : "unclaimed_money",
    subject,
    billingAccountId: account.id,
    invoiceId,
    amount: excess,
    currency: invoice.currency,
    words: `Payment ${subject} ${what}. It is the company's credit now and pays its next invoices. Leave it so, or refund it at Stripe: the credit goes with it.`,
    openedAt: now,
    dueBy: null,
  });
}
