import type { ConfirmResult, Decline, DeclineKind } from "../../../integrations/stripe";
import type { AttemptResult, InvoiceEffect } from "../../../modules/billing";

const POLL_MS = 60 * 60 * 1000;
const ASK_AGAIN_MS = 5 * 60 * 1000;

/** What is written on the attempt and what follows for the invoice. */
export type Answer = { readonly result: AttemptResult; readonly effect: InvoiceEffect };

/** An answer that is on record already. */
type KnownSuccess = {
  readonly outcome: "known";
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
};

/** Why a payment failed, in words for the customer. Lost and stolen cards read like any other refusal. */
const REASONS: Readonly<Record<DeclineKind, string>> = {
  needs_customer: "Your bank asks you to confirm the payment yourself.",
  never: "Your bank declined the card. Please use another card.",
  card_data: "The card's details are out of date or incomplete. Please update your card.",
  technical: "The payment could not be processed for a technical reason.",
  soft: "Your bank declined the payment. Please check with your bank or use another card.",
};

/** Turns the gateway's answer into rows. Pure. */
export function toAnswer(answer: ConfirmResult | KnownSuccess, now: Date): Answer {
  switch (answer.outcome) {
    case "known":
      return success(answer.paymentIntentId, answer.chargeId);
    case "succeeded":
      return success(answer.payment.id, answer.payment.chargeId);
    case "declined":
      return refusal("declined", answer.decline, answer.payment?.id ?? null, now);
    case "needs_action":
      return answer.decline
        ? refusal("needs_action", answer.decline, answer.payment.id, now)
        : failed("needs_action", { code: "authentication_required", message: null }, "needs_customer", now);
    case "canceled":
      return failed(
        "declined",
        { code: "payment_canceled", message: "The payment was closed without money." },
        "technical",
        now,
      );
    case "processing":
      return {
        result: { state: "processing", paymentIntentId: answer.payment.id, chargeId: answer.payment.chargeId },
        effect: { kind: "wait", nextChargeAt: new Date(now.getTime() + POLL_MS) },
      };
    case "unknown":
      return {
        result: { state: "unknown", message: answer.reason },
        effect: { kind: "wait", nextChargeAt: new Date(now.getTime() + ASK_AGAIN_MS) },
      };
  }
}

/** A refusal that did not come from a bank. */
export function declinedAnswer(code: string, message: string, declineClass: DeclineKind, now: Date): Answer {
  return failed("declined", { code, message }, declineClass, now);
}

function success(paymentIntentId: string | null, chargeId: string | null): Answer {
  return { result: { state: "succeeded", paymentIntentId, chargeId }, effect: { kind: "paid", paymentIntentId } };
}

function refusal(
  state: "declined" | "needs_action",
  decline: Decline,
  paymentIntentId: string | null,
  now: Date,
): Answer {
  const { code, declineCode, adviceCode, chargeId, message, kind } = decline;
  const answer = failed(state, { code, message }, kind, now);
  return { ...answer, result: { ...answer.result, paymentIntentId, declineCode, adviceCode, chargeId } };
}

function failed(
  state: "declined" | "needs_action",
  said: { readonly code: string; readonly message: string | null },
  declineClass: DeclineKind,
  now: Date,
): Answer {
  return {
    result: { state, ...said, declineClass },
    // Nothing is tried again by itself: a new card makes the invoice chargeable at once.
    effect: {
      kind: "failed",
      failure: { at: now.toISOString(), declineClass, reason: REASONS[declineClass] },
      nextChargeAt: null,
    },
  };
}
