import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ANSWER_EVENTS, attemptTransitions, UNDECIDED_STATES } from "../../../domain/states";
import type { AttemptResult, ChargeAttempt, ChargeAttemptState } from "../types";
import { toInteger } from "./numbers";

export type AttemptRow = {
  id: string;
  invoice_id: string;
  attempt_no: number;
  idempotency_key: string;
  state: ChargeAttemptState;
  amount: string;
  carried: string;
  excess: string;
  currency: string;
  payment_method_id: string | null;
  card_label: string;
  payment_intent_id: string | null;
  charge_id: string | null;
  code: string | null;
  decline_code: string | null;
  advice_code: string | null;
  decline_class: string | null;
  message: string | null;
  planned_at: Date;
  sent_at: Date | null;
  finished_at: Date | null;
};

export const ATTEMPT_COLUMNS = [
  "id",
  "invoice_id",
  "attempt_no",
  "idempotency_key",
  "state",
  "amount",
  "carried",
  "excess",
  "currency",
  "payment_method_id",
  "card_label",
  "payment_intent_id",
  "charge_id",
  "code",
  "decline_code",
  "advice_code",
  "decline_class",
  "message",
  "planned_at",
  "sent_at",
  "finished_at",
];

export function toAttempt(row: AttemptRow): ChargeAttempt {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    attemptNo: row.attempt_no,
    idempotencyKey: row.idempotency_key,
    state: row.state,
    amount: toInteger(row.amount),
    carried: toInteger(row.carried),
    excess: toInteger(row.excess),
    currency: row.currency,
    paymentMethodId: row.payment_method_id,
    cardLabel: row.card_label,
    paymentIntentId: row.payment_intent_id,
    chargeId: row.charge_id,
    code: row.code,
    declineCode: row.decline_code,
    adviceCode: row.advice_code,
    declineClass: row.decline_class,
    message: row.message,
    plannedAt: row.planned_at,
    sentAt: row.sent_at,
    finishedAt: row.finished_at,
  };
}

/** Writes an answer on its attempt. @returns false when the attempt's state does not allow it, and nothing was written */
export async function finishAttempt(
  trx: Knex.Transaction,
  attemptId: string,
  result: AttemptResult,
  now: Date,
): Promise<boolean> {
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
