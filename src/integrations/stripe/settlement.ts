import Stripe from "stripe";
import { embeddedPaymentIntent, isUncertain, requestIdOf, translate } from "./errors";
import type {
  CancelPayment,
  CancelResult,
  CapturePayment,
  CaptureResult,
  RefundPayment,
  RefundResult,
} from "./gateway-types";
import { readPayment } from "./payment-view";
import { fromStripeUnits, toStripeUnits } from "./units";

/** Takes exactly `amount` of what is authorised. The rest is released by Stripe: a payment is captured once. */
export async function capture(stripe: Stripe, input: CapturePayment): Promise<CaptureResult> {
  try {
    const intent = await stripe.paymentIntents.capture(
      input.paymentIntentId,
      { amount_to_capture: toStripeUnits(input.amount, input.currency) },
      { idempotencyKey: input.idempotencyKey },
    );
    return { outcome: "captured", payment: readPayment(intent) };
  } catch (error) {
    const failure = failureOf("taking the authorised money", error);
    const payment = failure.outcome === "refused" ? failure.payment : null;
    return payment?.state === "succeeded" && payment.amountReceived === input.amount
      ? { outcome: "captured", payment }
      : failure;
  }
}

/** Releases what is authorised. */
export async function cancel(stripe: Stripe, input: CancelPayment): Promise<CancelResult> {
  try {
    const intent = await stripe.paymentIntents.cancel(
      input.paymentIntentId,
      input.reason === undefined ? {} : { cancellation_reason: input.reason },
      { idempotencyKey: input.idempotencyKey },
    );
    return { outcome: "canceled", payment: readPayment(intent) };
  } catch (error) {
    const failure = failureOf("releasing the authorised money", error);
    const payment = failure.outcome === "refused" ? failure.payment : null;
    return payment?.state === "canceled" ? { outcome: "canceled", payment } : failure;
  }
}

/** Gives taken money back. */
export async function refund(stripe: Stripe, input: RefundPayment): Promise<RefundResult> {
  try {
    const made = await stripe.refunds.create(
      {
        payment_intent: input.paymentIntentId,
        amount: toStripeUnits(input.amount, input.currency),
        ...(input.reason === undefined ? {} : { reason: input.reason }),
        ...(input.metadata === undefined ? {} : { metadata: input.metadata }),
      },
      { idempotencyKey: input.idempotencyKey },
    );
    if (made.status === "failed" || made.status === "canceled") {
      return { outcome: "refused", code: made.failure_reason ?? made.status, reason: `the refund ${made.status}` };
    }
    return {
      outcome: made.status === "succeeded" ? "succeeded" : "pending",
      refundId: made.id,
      amount: fromStripeUnits(made.amount, made.currency),
      currency: made.currency.toUpperCase(),
    };
  } catch (error) {
    const failure = failureOf("refunding", error);
    return failure.outcome === "refused" ? { outcome: "refused", code: failure.code, reason: failure.reason } : failure;
  }
}

type Failure = Extract<CaptureResult, { outcome: "refused" | "unknown" }>;

/** An invalid request about an existing payment is an answer (too much, too late); anything else is thrown. */
function failureOf(operation: string, error: unknown): Failure {
  if (isUncertain(error)) {
    return { outcome: "unknown", reason: error.message, requestId: requestIdOf(error) };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 400) {
    const intent = embeddedPaymentIntent(error);
    return {
      outcome: "refused",
      code: error.code ?? null,
      reason: error.message,
      payment: intent === null ? null : readPayment(intent),
    };
  }
  throw translate(operation, error);
}
