import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { releasedBy, whileHeld } from "../../../database";
import { type InvoiceState, invoiceTransitions } from "../../../domain/states";
import type { AttemptResult, NewPaymentCase, PaymentFailure } from "../types";
import { finishAttempt } from "./attempt-rows";
import { bookPaid } from "./booking";
import { openCase } from "./payment-cases";

/** What an answer means for the invoice. */
export type InvoiceEffect =
  | { readonly kind: "paid" }
  | { readonly kind: "failed"; readonly failure: PaymentFailure; readonly nextChargeAt: Date | null }
  /** Not known yet, or ended without money and without anybody's word against it: look again at the instant. */
  | { readonly kind: "wait"; readonly nextChargeAt: Date }
  /** Nothing failed and no card is asked, for the reason: looked at again at the instant, or told to a person. */
  | {
      readonly kind: "hold";
      readonly hold: "too_small" | "person";
      readonly next: { readonly chargeAt: Date } | { readonly about: NewPaymentCase };
    };

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
 * answer after a decline) changes neither. Money is believed in any case, and booked; see `bookPaid`.
 *
 * What the bank has answered is a fact, whoever holds the invoice by now. When to look again is decided by the holder
 * alone, and nobody's lease but one's own is given back.
 *
 * @returns true when this call made the invoice paid.
 */
export async function recordOutcome(db: Knex, outcome: Outcome): Promise<boolean> {
  return db.transaction(async (trx) => {
    const { effect } = outcome;
    if (effect.kind === "paid") {
      return bookPaid(trx, outcome);
    }
    const isNews = await finishAttempt(trx, outcome.attemptId, outcome.result, outcome.now);
    const released = { ...releasedBy(trx, outcome.leaseToken), updated_at: outcome.now };
    const invoiceThatMay = (event: "pay" | "decline") =>
      trx("csp_invoice").where({ id: outcome.invoiceId }).whereIn("status", invoiceTransitions.statesThatMay(event));
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
    } else if (effect.kind === "hold") {
      const { hold, next } = effect;
      const chargeAt = "chargeAt" in next ? next.chargeAt : null;
      await invoiceThatMay("pay").update({ ...released, charge_hold: hold, next_charge_at: chargeAt });
      if ("about" in next) {
        await openCase(trx, next.about);
      }
    } else {
      await whileHeld(invoiceThatMay("pay"), outcome.leaseToken).update({
        ...released,
        next_charge_at: effect.nextChargeAt,
      });
    }
    return false;
  });
}
