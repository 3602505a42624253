import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { releasedBy, whileHeld } from "../../../database";
import {
  ANSWER_EVENTS,
  attemptTransitions,
  type InvoiceState,
  invoiceTransitions,
  UNDECIDED_STATES,
} from "../../../domain/states";
import type { AttemptResult, PaymentFailure } from "../types";

/** What an answer means for the invoice. */
export type InvoiceEffect =
  | { readonly kind: "paid"; readonly paymentIntentId: string | null }
  | { readonly kind: "failed"; readonly failure: PaymentFailure; readonly nextChargeAt: Date | null }
  /** Not known yet: look again at the instant. */
  | { readonly kind: "wait"; readonly nextChargeAt: Date };

export type Outcome = {
  readonly invoiceId: string;
  readonly attemptId: string;
  readonly result: AttemptResult;
  readonly effect: InvoiceEffect;
  /** The lease under which the invoice was taken up, which this ends; null: the caller holds none. */
  readonly leaseToken: string | null;
  readonly now: Date;
};

/**
 * Writes an attempt's outcome and its effect on the invoice together: a decline that is on the attempt but not on the
 * invoice would be tried again. An answer that the attempt's state does not allow (a decline after the money came, no
 * answer after a decline) changes neither. Money is believed in any case.
 *
 * What the bank has answered is a fact, whoever holds the invoice by now. When to look again is decided by the holder
 * alone, and nobody's lease but one's own is given back.
 *
 * @returns true when this call made the invoice paid.
 */
export async function recordOutcome(db: Knex, outcome: Outcome): Promise<boolean> {
  return db.transaction(async (trx) => {
    const isNews = await finishAttempt(trx, outcome);
    const released = { ...releasedBy(trx, outcome.leaseToken), updated_at: outcome.now };
    const invoiceThatMay = (event: "pay" | "decline") =>
      trx("csp_invoice").where({ id: outcome.invoiceId }).whereIn("status", invoiceTransitions.statesThatMay(event));
    const { effect } = outcome;
    if (effect.kind === "paid") {
      const changed = await invoiceThatMay("pay").update({
        ...released,
        status: "paid" satisfies InvoiceState,
        paid_at: outcome.now,
        amount_paid: trx.raw("gross - credit_applied - amount_credited"),
        payment_intent_id: trx.raw("coalesce(?, payment_intent_id)", [effect.paymentIntentId]),
        payment_failure: null,
        next_charge_at: null,
      });
      return changed > 0;
    }
    if (!isNews) {
      await trx("csp_invoice").where({ id: outcome.invoiceId }).update(released);
    } else if (effect.kind === "failed") {
      await invoiceThatMay("decline").update({
        ...released,
        status: "payment_failed" satisfies InvoiceState,
        payment_failure: JSON.stringify(effect.failure),
        failure_mailed_at: null,
        next_charge_at: effect.nextChargeAt,
      });
    } else {
      await whileHeld(invoiceThatMay("pay"), outcome.leaseToken).update({
        ...released,
        next_charge_at: effect.nextChargeAt,
      });
    }
    return false;
  });
}

/** @returns false when the attempt's state does not allow the answer, which is then not written */
async function finishAttempt(trx: Knex.Transaction, { attemptId, result, now }: Outcome): Promise<boolean> {
  const isOpen = UNDECIDED_STATES.includes(result.state);
  const changed = await trx("csp_charge_attempt")
    .where({ id: attemptId })
    .whereIn("state", attemptTransitions.statesThatMayBecome(result.state, ANSWER_EVENTS[result.state]))
    .update({
      state: result.state,
      payment_intent_id: trx.raw("coalesce(?, payment_intent_id)", [result.paymentIntentId ?? null]),
      charge_id: result.chargeId ?? null,
      code: result.code ?? null,
      decline_code: result.declineCode ?? null,
      advice_code: result.adviceCode ?? null,
      decline_class: result.declineClass ?? null,
      message: result.message ?? null,
      finished_at: isOpen ? null : now,
    });
  return changed > 0;
}
