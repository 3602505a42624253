import Stripe from "stripe";
import type { OutsideAnswer } from "../../errors/outside-answer";
import { stripeAnswer } from "./answers";
import { WrongBodyError } from "./wrong-body";

type Failure = Stripe.errors.StripeError | WrongBodyError;

/**
 * Stripe refused the request itself: wrong parameters, an unknown id, a card it will not take. Nothing happened, and
 * sending the same request again will not help.
 */
export class StripeRefusedError extends Error {
  /** What it means, by the list of answers. */
  readonly answer: OutsideAnswer;
  readonly code: string | null;
  readonly param: string | null;
  readonly statusCode: number | null;
  readonly requestId: string | null;

  constructor(operation: string, error: Stripe.errors.StripeError) {
    super(`Stripe refused ${operation}: ${error.message}`, { cause: error });
    this.name = "StripeRefusedError";
    this.answer = stripeAnswer(error);
    this.code = error.code ?? null;
    this.param = error.param ?? null;
    this.statusCode = error.statusCode ?? null;
    this.requestId = error.requestId ?? null;
  }
}

/**
 * No usable answer came: silence, a fault of theirs, or a refusal that is about us (a key that is revoked or may too
 * little) and says nothing about the customer. The request may have taken effect; sending it again with the same
 * idempotency key is safe, and helps once the cause is gone. `answer` says whose turn it is.
 */
export class StripeUnavailableError extends Error {
  readonly answer: OutsideAnswer;
  /** Of the answer; null when none came. */
  readonly status: number | null;
  readonly requestId: string | null;

  constructor(operation: string, error: Failure) {
    super(`Stripe gave no usable answer to ${operation}: ${error.message}`, { cause: error });
    this.name = "StripeUnavailableError";
    this.answer = stripeAnswer(error);
    this.status = error instanceof Stripe.errors.StripeError ? (error.statusCode ?? null) : null;
    this.requestId = requestIdOf(error);
  }
}

/** True for errors after which nobody knows whether the request took effect; repeating it with its key tells. */
export function isUncertain(error: unknown): error is Failure {
  return isFailure(error) && stripeAnswer(error).fault === "later";
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
  if (!isFailure(error)) {
    return error;
  }
  const { fault } = stripeAnswer(error);
  return !(error instanceof WrongBodyError) && (fault === "customer" || fault === "request")
    ? new StripeRefusedError(operation, error)
    : new StripeUnavailableError(operation, error);
}

/** Stripe's own id of the failed request, for its support; null where none came. */
export function requestIdOf(error: Failure): string | null {
  return error instanceof WrongBodyError ? null : (error.requestId ?? null);
}

/** The PaymentIntent Stripe embeds in errors about it, if there is one. */
export function embeddedPaymentIntent(error: unknown): Stripe.PaymentIntent | null {
  return error instanceof Stripe.errors.StripeError ? (error.payment_intent ?? null) : null;
}

function isFailure(error: unknown): error is Failure {
  return error instanceof Stripe.errors.StripeError || error instanceof WrongBodyError;
}
