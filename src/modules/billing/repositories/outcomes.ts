import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { RELEASED } from "../../../database";
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
  readonly now: Date;
};

/**
 * Writes an attempt's outcome and its effect on the invoice together: a decline that is on the attempt but not on the
 * invoice would be tried again. A success is final on both; a late answer of another kind changes nothing then.
 *
 * @returns true when this call made the invoice paid.
 */
export async function recordOutcome(db: Knex, outcome: Outcome): Promise<boolean> {
  return db.transaction(async (trx) => {
    await finishAttempt(trx, outcome);
    const released = { ...RELEASED, updated_at: outcome.now };
    const unpaid = trx("csp_invoice").where({ id: outcome.invoiceId }).whereIn("status", ["open", "payment_failed"]);
    const { effect } = outcome;
    if (effect.kind === "paid") {
      const changed = await unpaid.update({
        ...released,
        status: "paid",
        paid_at: outcome.now,
        amount_paid: trx.raw("gross - credit_applied - amount_credited"),
        payment_intent_id: trx.raw("coalesce(?, payment_intent_id)", [effect.paymentIntentId]),
        payment_failure: null,
        next_charge_at: null,
      });
      return changed > 0;
    }
    if (effect.kind === "failed") {
      await unpaid.update({
        ...released,
        status: "payment_failed",
        payment_failure: JSON.stringify(effect.failure),
        failure_mailed_at: null,
        next_charge_at: effect.nextChargeAt,
      });
    } else {
      await unpaid.update({ ...released, next_charge_at: effect.nextChargeAt });
    }
    return false;
  });
}

async function finishAttempt(trx: Knex.Transaction, { attemptId, result, now }: Outcome): Promise<void> {
  const open = result.state === "unknown" || result.state === "processing";
  await trx("csp_charge_attempt")
    .where({ id: attemptId })
    .whereNot({ state: "succeeded" })
    .update({
      state: result.state,
      payment_intent_id: trx.raw("coalesce(?, payment_intent_id)", [result.paymentIntentId ?? null]),
      charge_id: result.chargeId ?? null,
      code: result.code ?? null,
      decline_code: result.declineCode ?? null,
      advice_code: result.adviceCode ?? null,
      decline_class: result.declineClass ?? null,
      message: result.message ?? null,
      finished_at: open ? null : now,
    });
}
