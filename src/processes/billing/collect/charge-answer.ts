import { classifyDecline, type DeclineCodes } from "../../../domain/receivables";
import type { ConfirmResult, Decline, Payment } from "../../../integrations/stripe";
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

/** A request that is too old to be asked for its answer, and for which the processor holds no money. */
type Lapsed = { readonly outcome: "lapsed"; readonly payment: Payment };

/** What became of an attempt, as far as it can be read. */
export type AttemptOutcome = ConfirmResult | KnownSuccess | Lapsed;

/** Turns the gateway's answer into rows. Pure. */
export function toAnswer(answer: AttemptOutcome, now: Date): Answer {
  switch (answer.outcome) {
    case "known":
      return success(answer);
    case "succeeded":
      return success({
        paymentIntentId: answer.payment.id,
        chargeId: answer.payment.chargeId,
        received: answer.payment.amountReceived,
      });
    case "declined":
      return refusal("declined", answer.decline, answer.payment?.id ?? null, now);
    case "needs_action":
      return answer.decline
        ? refusal("needs_action", answer.decline, answer.payment.id, now)
        : failed("needs_action", { code: "authentication_required", message: null }, now);
    case "canceled":
      return ended(
        "payment_canceled",
        "The payment was closed at the processor, without money.",
        answer.payment.id,
        now,
      );
    case "lapsed":
      return ended("lapsed", "Nobody answered in a day, and the processor holds no money.", answer.payment.id, now);
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

/** A refusal that says something of the card without the bank having been asked. */
export function declinedAnswer(code: string, message: string, now: Date): Answer {
  return failed("declined", { code, message }, now);
}

/** The attempt ended without money and nobody said no: the next one may begin at once. */
function ended(code: string, message: string, paymentIntentId: string, now: Date): Answer {
  return {
    result: { state: "declined", code, message, paymentIntentId, declineClass: "technical" },
    effect: { kind: "wait", nextChargeAt: now },
  };
}

function success({ paymentIntentId, chargeId, received }: Omit<AttemptResult, "state">): Answer {
  const result = {
    state: "succeeded",
    paymentIntentId,
    chargeId,
    ...(received === undefined ? {} : { received }),
  } as const;
  return { result, effect: { kind: "paid" } };
}

function refusal(
  state: "declined" | "needs_action",
  decline: Decline,
  paymentIntentId: string | null,
  now: Date,
): Answer {
  const { chargeId, declineCode, adviceCode } = decline;
  const answer = failed(state, decline, now);
  return { ...answer, result: { ...answer.result, paymentIntentId, declineCode, adviceCode, chargeId } };
}

type Said = Partial<DeclineCodes> & { readonly code: string; readonly message: string | null };

/** Why it failed is told in the words of the list of answers: lost and stolen cards read like any other refusal. */
function failed(state: "declined" | "needs_action", said: Said, now: Date): Answer {
  const { code, message, declineCode = null, adviceCode = null, networkAdviceCode = null } = said;
  const { class: declineClass, customerMessage } = classifyDecline({
    code,
    declineCode,
    adviceCode,
    networkAdviceCode,
  });
  return {
    result: { state, code, message, declineClass },
    // Nothing is tried again by itself: a new card makes the invoice chargeable at once.
    effect: {
      kind: "failed",
      failure: { at: now.toISOString(), declineClass, reason: customerMessage },
      nextChargeAt: null,
    },
  };
}
