import Stripe from "stripe";

/**
 * Stripe refused the request itself: wrong parameters, an unknown id, a card it will not take. Nothing happened, and
 * sending the same request again will not help.
 */
export class StripeRefusedError extends Error {
  readonly code: string | null;
  readonly param: string | null;
  readonly statusCode: number | null;
  readonly requestId: string | null;

  constructor(operation: string, error: Stripe.errors.StripeError) {
    super(`Stripe refused ${operation}: ${error.message}`, { cause: error });
    this.name = "StripeRefusedError";
    this.code = error.code ?? null;
    this.param = error.param ?? null;
    this.statusCode = error.statusCode ?? null;
    this.requestId = error.requestId ?? null;
  }
}

/**
 * No usable answer came: silence, a fault of theirs, or a refusal that is about us (a key that is revoked or may too
 * little) and says nothing about the customer. The request may have taken effect; sending it again with the same
 * idempotency key is safe, and helps once the cause is gone.
 */
export class StripeUnavailableError extends Error {
  readonly requestId: string | null;

  constructor(operation: string, error: Stripe.errors.StripeError) {
    super(`Stripe gave no usable answer to ${operation}: ${error.message}`, { cause: error });
    this.name = "StripeUnavailableError";
    this.requestId = error.requestId ?? null;
  }
}

/** True for errors after which nobody knows whether the request took effect, or when it will be let through. */
export function isUncertain(error: unknown): error is Stripe.errors.StripeError {
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError
  );
}

/** Runs one call and turns the SDK's errors into the two above. Errors that are not Stripe's pass unchanged. */
export async function callStripe<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(operation, error);
  }
}

/** The error to throw for a failed call. */
export function translate(operation: string, error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return error;
  }
  const isAboutTheRequest =
    error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
  return isAboutTheRequest ? new StripeRefusedError(operation, error) : new StripeUnavailableError(operation, error);
}

/** The PaymentIntent Stripe embeds in errors about it, if there is one. */
export function embeddedPaymentIntent(error: unknown): Stripe.PaymentIntent | null {
  return error instanceof Stripe.errors.StripeError ? (error.payment_intent ?? null) : null;
}
