import { askBank, type Presence } from "../cards/network";
import type { CardRefusal } from "../cards/test-cards";
import { ApiError } from "../http/api-error";
import type { PaymentIntent, PaymentMethod } from "../state/types";
import type { World } from "../state/world";
import { captureCharge, createCharge } from "./charge";
import { followUp } from "./follow-up";
import { holdUntilExpiry } from "./holds";
import { requireState, unexpectedState } from "./payment-intent";
import { attach, checkOwner, resolvePaymentMethod, secretOf } from "./payment-method";

/** Stripe cancels a PaymentIntent that is confirmed again and again; how often is "variable". */
const CONFIRM_LIMIT = 30;

/**
 * Tries to take (or hold) the money.
 * @throws ApiError 402 when the card is refused, with the PaymentIntent as it is after that
 */
export function confirm(
  world: World,
  intent: PaymentIntent,
  how: { offSession: boolean; returnUrl: string | null },
): void {
  requireState(intent, ["requires_payment_method", "requires_confirmation", "requires_action"], "confirm");
  if (intent.payment_method === null) {
    const hint =
      "You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.";
    throw unexpectedState(
      intent,
      `You cannot confirm this PaymentIntent because it's missing a payment method. ${hint}`,
    );
  }
  const method = resolvePaymentMethod(world, intent.payment_method);
  checkOwner(world, method, intent.customer);
  const confirms = (world.state.confirms[intent.id] ?? 0) + 1;
  world.state.confirms[intent.id] = confirms;
  if (confirms > CONFIRM_LIMIT) {
    Object.assign(intent, { status: "canceled", canceled_at: world.now(), cancellation_reason: "automatic" });
    world.emit("payment_intent.canceled", intent);
    throw unexpectedState(intent, "This PaymentIntent was canceled because it was confirmed too many times.");
  }
  intent.last_payment_error = null;
  intent.next_action = null;
  if (how.returnUrl !== null) {
    world.state.returnUrls[intent.id] = how.returnUrl;
  }
  attempt(world, intent, method, { offSession: how.offSession, authenticated: false });
}

/** The customer came back from 3-D Secure. @throws ApiError 402 when the authentication or the card failed */
export function finishAuthentication(world: World, intent: PaymentIntent, passed: boolean): void {
  requireState(intent, ["requires_action"], "authenticate");
  const method = resolvePaymentMethod(world, intent.payment_method ?? "");
  intent.next_action = null;
  if (passed) {
    attempt(world, intent, method, { offSession: false, authenticated: true });
    return;
  }
  const message =
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
  fail(world, intent, method, {
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message,
  });
}

function attempt(world: World, intent: PaymentIntent, method: PaymentMethod, presence: Presence): void {
  const answer = askBank(world, method, presence);
  if (answer.kind === "authenticate") {
    askToAuthenticate(world, intent);
    return;
  }
  const captured = intent.capture_method !== "manual";
  const refusal = answer.kind === "refused" ? answer.refusal : null;
  const charge = createCharge(world, intent, method, { refusal, captured, authenticated: presence.authenticated });
  intent.latest_charge = charge.id;
  secretOf(world, method.id).used = true;
  if (refusal !== null) {
    world.emit("charge.failed", charge);
    fail(world, intent, method, cardError(refusal, charge.id));
  }
  saveForLater(world, intent, method);
  if (captured) {
    captureCharge(world, charge, intent.amount);
    Object.assign(intent, { status: "succeeded", amount_received: intent.amount });
    world.emit("charge.succeeded", charge);
    world.emit("payment_intent.succeeded", intent);
    followUp(world, charge, method);
  } else {
    Object.assign(intent, { status: "requires_capture", amount_capturable: intent.amount });
    world.emit("charge.succeeded", charge);
    world.emit("payment_intent.amount_capturable_updated", intent);
    holdUntilExpiry(world, intent);
  }
}

function askToAuthenticate(world: World, intent: PaymentIntent): void {
  const url = `${world.address.url}/3ds/${intent.id}`;
  const returnUrl = world.state.returnUrls[intent.id] ?? null;
  intent.status = "requires_action";
  intent.next_action =
    returnUrl === null
      ? { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } }
      : { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } };
  world.emit("payment_intent.requires_action", intent);
}

function saveForLater(world: World, intent: PaymentIntent, method: PaymentMethod): void {
  if (intent.setup_future_usage === null || intent.customer === null) {
    return;
  }
  if (intent.setup_future_usage === "off_session") {
    secretOf(world, method.id).setUp = true;
  }
  attach(world, method, intent.customer);
}

type Failure = {
  type: "card_error" | "invalid_request_error";
  code: string;
  message: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  charge?: string;
};

function cardError(refusal: CardRefusal, charge: string): Failure {
  return {
    type: "card_error",
    code: refusal.code,
    message: refusal.message,
    charge,
    ...(refusal.declineCode === null ? {} : { decline_code: refusal.declineCode }),
    ...(refusal.adviceCode === null ? {} : { advice_code: refusal.adviceCode }),
    ...(refusal.blocked === true || refusal.code === "authentication_required" ? {} : { network_decline_code: "05" }),
  };
}

function fail(world: World, intent: PaymentIntent, method: PaymentMethod, failure: Failure): never {
  const error = new ApiError(402, { ...failure, payment_method: structuredClone(method) });
  Object.assign(intent, { status: "requires_payment_method", payment_method: null, next_action: null });
  intent.last_payment_error = structuredClone(error.body);
  world.emit("payment_intent.payment_failed", intent);
  throw new ApiError(402, { ...error.body, payment_intent: structuredClone(intent) });
}
