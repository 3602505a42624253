import Stripe from "stripe";
import { stripeAnswer } from "./answers";
import { readDecline } from "./declines";
import { embeddedPaymentIntent, isUncertain, requestIdOf, translate } from "./errors";
import type { ConfirmPayment, ConfirmResult } from "./gateway-types";
import { readPayment } from "./payment-view";

/** Charges a saved card off-session; see `ConfirmResult` for what each outcome permits. */
export async function confirmOffSession(stripe: Stripe, input: ConfirmPayment): Promise<ConfirmResult> {
  try {
    return fromIntent(
      await stripe.paymentIntents.confirm(
        input.paymentIntentId,
        { payment_method: input.paymentMethodId, off_session: true, expand: ["latest_charge"] },
        { idempotencyKey: input.idempotencyKey },
      ),
    );
  } catch (error) {
    return fromError(error, input);
  }
}

function fromIntent(intent: Stripe.PaymentIntent): ConfirmResult {
  const payment = readPayment(intent);
  switch (payment.state) {
    case "succeeded":
    case "authorised":
      return { outcome: "succeeded", payment };
    case "processing":
    case "canceled":
      return { outcome: payment.state, payment };
    case "requires_action":
      return { outcome: "needs_action", decline: payment.lastDecline, payment };
    default:
      return payment.lastDecline === null
        ? { outcome: "unknown", reason: `the payment is ${payment.state}`, requestId: null }
        : { outcome: "declined", decline: payment.lastDecline, payment };
  }
}

function fromError(error: unknown, input: ConfirmPayment): ConfirmResult {
  if (isUncertain(error)) {
    return { outcome: "unknown", reason: error.message, requestId: requestIdOf(error) };
  }
  if (!(error instanceof Stripe.errors.StripeError)) {
    throw error;
  }
  const intent = embeddedPaymentIntent(error);
  // The payment is in a state that cannot be confirmed again: an earlier attempt has settled it.
  if (error.code === "payment_intent_unexpected_state" && intent !== null) {
    return fromIntent(intent);
  }
  const payment = intent === null ? null : readPayment(intent);
  // The card was removed or belongs to someone else. No bank was asked, and it never will be with this card.
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.param === "payment_method") {
    const { paymentMethodId: payment_method } = input;
    const decline = readDecline({ code: "payment_method_unusable", message: error.message, payment_method });
    return { outcome: "declined", decline, payment };
  }
  if (stripeAnswer(error).fault === "customer") {
    const decline = readDecline(error);
    return decline.kind === "needs_customer" && payment !== null
      ? { outcome: "needs_action", decline, payment }
      : { outcome: "declined", decline, payment };
  }
  throw translate("charging the card", error);
}
