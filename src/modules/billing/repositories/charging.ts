import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { whileHeld } from "../../../database";
import { smallAmountWaitsUntil } from "../../../domain/receivables";
import { invoiceTransitions, UNDECIDED_STATES } from "../../../domain/states";
import type { ChargeAttempt, ChargeHold, Invoice, NewPaymentCase } from "../types";
import { AttemptRepository } from "./attempts";
import { INVOICE_SELECT, type InvoiceRow, toInvoice } from "./invoice-rows";
import { toInteger } from "./numbers";
import { openCase } from "./payment-cases";
import { settleFromBalance } from "./settling";
import { chargeAgain } from "./state-lists";

/** When it is looked again at an invoice that is being collected with another one. */
const CARRIER_WITHIN_MS = 60 * 60 * 1000;

export type PlanCharge = {
  readonly invoiceId: string;
  /** The lease under which the invoice was taken up. */
  readonly leaseToken: string;
  /** The card that is asked when a new attempt begins; null: the company has none that can be charged. */
  readonly card: { readonly paymentMethodId: string; readonly label: string } | null;
  /** What hinders a charge of the amount (minor units); null when nothing does. */
  readonly hindrance: (amount: number, currency: string) => "too_small" | "person" | null;
  /** What a person is told of an amount that no card is charged; of a small one, once it has waited long enough. */
  readonly caseOf: (invoice: Invoice, hold: "too_small" | "person", amount: number) => NewPaymentCase;
  readonly now: Date;
};

/**
 * `attempt`: ask the card, or what became of the attempt that is open. `settled`: nothing is due any more. `held`: the
 * invoice is not charged now, for the reason that stands on it. `lost`: another worker has gone on with it.
 */
export type ChargePlan =
  | { readonly kind: "attempt"; readonly attempt: ChargeAttempt; readonly invoice: Invoice }
  | { readonly kind: "settled" }
  | { readonly kind: "held" }
  | { readonly kind: "lost" };

/**
 * Decides at a charge's very last moment what the card is asked for, and writes it down: what credit there is pays
 * first, small amounts that wait for an invoice to be collected with come along, and an amount that the processor does
 * not take is held instead of asked for. All of it under the account's lock, so nothing else moves the amounts meanwhile.
 */
export async function planCharge(db: Knex, input: PlanCharge): Promise<ChargePlan> {
  return db.transaction(async (trx) => {
    const before = await read(trx, input);
    if (before === null) {
      return { kind: "lost" };
    }
    await trx("csp_billing_account").where({ id: before.billingAccountId }).forUpdate().select("id");
    const open = await new AttemptRepository(trx).latest(input.invoiceId);
    if (open !== null && UNDECIDED_STATES.includes(open.state)) {
      return { kind: "attempt", attempt: open, invoice: before };
    }
    if (await isCollectedNow(trx, input.invoiceId)) {
      const at = new Date(input.now.getTime() + CARRIER_WITHIN_MS);
      await giveBack(trx, input, { next_charge_at: chargeAgain(trx, at) });
      return { kind: "held" };
    }
    const { billingAccountId: accountId } = before;
    await settleFromBalance(trx, { accountId, actor: "charge", now: input.now, also: input.invoiceId });
    const invoice = await read(trx, input);
    if (invoice === null) {
      return { kind: "lost" };
    }
    if (invoice.amountDue === 0 || !invoiceTransitions.may(invoice.status, "pay")) {
      await giveBack(trx, input, {});
      return { kind: "settled" };
    }
    return input.card === null
      ? hold(trx, input, invoice, "no_card", invoice.amountDue)
      : planOn(trx, input, invoice, input.card);
  });
}

/** Whether the invoice's amount is part of what a card is asked for with another invoice, without an answer yet. */
async function isCollectedNow(trx: Knex.Transaction, invoiceId: string): Promise<boolean> {
  const underWay = await trx("csp_charge_attempt as t")
    .join("csp_invoice as i", "i.collected_with", "t.invoice_id")
    .where("i.id", invoiceId)
    .whereIn("t.state", UNDECIDED_STATES)
    .first("t.id");
  return underWay !== undefined;
}

async function planOn(
  trx: Knex.Transaction,
  input: PlanCharge,
  invoice: Invoice,
  card: NonNullable<PlanCharge["card"]>,
): Promise<ChargePlan> {
  const small = await smallOnes(trx, invoice);
  const carried = small.reduce((sum, { due }) => sum + toInteger(due), 0);
  const amount = invoice.amountDue + carried;
  const hindrance = input.hindrance(amount, invoice.currency);
  if (hindrance !== null) {
    return hold(trx, input, invoice, hindrance, amount);
  }
  await trx("csp_invoice").where({ id: invoice.id }).update({ charge_hold: null, collected_with: null });
  await trx("csp_invoice")
    .whereIn(
      "id",
      small.map(({ id }) => id),
    )
    .update({ collected_with: invoice.id });
  const attempt = await new AttemptRepository(trx).openOrPlan({
    invoiceId: invoice.id,
    amount: invoice.amountDue,
    carried,
    currency: invoice.currency,
    paymentMethodId: card.paymentMethodId,
    cardLabel: card.label,
    now: input.now,
  });
  return { kind: "attempt", attempt, invoice };
}

/** Invoices of the account that were too small to be charged alone and whose money nobody is asking for now. */
async function smallOnes(trx: Knex.Transaction, invoice: Invoice): Promise<{ id: string; due: string }[]> {
  const { rows } = await trx.raw<{ rows: { id: string; due: string }[] }>(
    `select i.id, i.gross - i.credit_applied - i.amount_credited - i.amount_paid as due from csp_invoice i
     where i.billing_account_id = ? and i.id <> ? and i.status = any(?) and i.charge_hold = 'too_small'
       and not exists (
         select from csp_charge_attempt t
         where t.invoice_id in (i.id, i.collected_with) and t.state = any(?))
     order by i.issued_at, i.id for update of i`,
    [invoice.billingAccountId, invoice.id, invoiceTransitions.statesThatMay("pay"), [...UNDECIDED_STATES]],
  );
  return rows;
}

async function hold(
  trx: Knex.Transaction,
  input: PlanCharge,
  invoice: Invoice,
  reason: ChargeHold,
  amount: number,
): Promise<ChargePlan> {
  // A small amount is looked at once more: no other invoice may have come to collect it with.
  const waitsUntil = reason === "too_small" ? smallAmountWaitsUntil(invoice.issuedAt, input.now) : null;
  await giveBack(trx, input, { charge_hold: reason, next_charge_at: waitsUntil });
  if (reason !== "no_card" && waitsUntil === null) {
    await openCase(trx, input.caseOf(invoice, reason, amount));
  }
  return { kind: "held" };
}

async function giveBack(trx: Knex.Transaction, input: PlanCharge, columns: Record<string, unknown>): Promise<void> {
  await whileHeld(trx("csp_invoice").where({ id: input.invoiceId }), input.leaseToken).update({
    ...columns,
    lease_token: null,
    lease_until: null,
    updated_at: input.now,
  });
}

async function read(trx: Knex.Transaction, { invoiceId, leaseToken }: PlanCharge): Promise<Invoice | null> {
  const row = (await whileHeld(trx("csp_invoice").where({ id: invoiceId }), leaseToken).first(
    trx.raw(INVOICE_SELECT),
  )) as InvoiceRow | undefined;
  return row ? toInvoice(row) : null;
}
