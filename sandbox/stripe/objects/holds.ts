import { invalidParameter } from "../http/api-error";
import type { Charge, PaymentIntent } from "../state/types";
import type { World } from "../state/world";
import { captureCharge, HOLD_SECONDS } from "./charge";
import { followUp } from "./follow-up";
import { formatAmount } from "./money";
import { requireState, unexpectedState } from "./payment-intent";
import { resolvePaymentMethod } from "./payment-method";

/** Releases an authorisation that nobody took within seven days. */
export function holdUntilExpiry(world: World, intent: PaymentIntent): void {
  const charge = chargeOf(world, intent);
  world.clock.schedule(new Date((charge.created + HOLD_SECONDS) * 1000), () => {
    if (world.state.paymentIntents[intent.id]?.status === "requires_capture") {
      world.during({ id: null, idempotency_key: null }, () => {
        world.emit("charge.expired", chargeOf(world, intent));
        release(world, intent, "automatic");
      });
    }
  });
}

/** Takes held money, once. What is not taken is released. */
export function capture(world: World, intent: PaymentIntent, amount: number = intent.amount_capturable): void {
  requireState(intent, ["requires_capture"], "capture");
  if (amount > intent.amount_capturable) {
    const most = formatAmount(intent.amount_capturable, intent.currency);
    throw invalidParameter(
      "amount_to_capture",
      `You cannot capture more than what is authorised (${most}).`,
      "amount_too_large",
    );
  }
  const charge = chargeOf(world, intent);
  captureCharge(world, charge, amount);
  Object.assign(intent, { status: "succeeded", amount_received: amount, amount_capturable: 0 });
  const session = Object.values(world.state.sessions).find((candidate) => candidate.payment_intent === intent.id);
  if (session !== undefined) {
    session.payment_status = "paid";
  }
  world.emit("charge.captured", charge);
  world.emit("payment_intent.succeeded", intent);
  followUp(world, charge, resolvePaymentMethod(world, charge.payment_method ?? ""));
}

/** Cancels a payment from every state but succeeded and canceled; held money is released. */
export function cancel(world: World, intent: PaymentIntent, reason: PaymentIntent["cancellation_reason"]): void {
  const session = Object.values(world.state.sessions).find((candidate) => candidate.payment_intent === intent.id);
  if (session?.status === "open") {
    const message =
      "You cannot cancel the PaymentIntent of an open Checkout Session. Expire the Checkout Session instead.";
    throw unexpectedState(intent, message);
  }
  requireState(
    intent,
    ["requires_payment_method", "requires_confirmation", "requires_action", "requires_capture", "processing"],
    "cancel",
  );
  release(world, intent, reason);
}

/** Cancels without asking whether it may be done: for expired holds and expired sessions. */
export function release(world: World, intent: PaymentIntent, reason: PaymentIntent["cancellation_reason"]): void {
  if (intent.status === "requires_capture") {
    const charge = chargeOf(world, intent);
    charge.refunded = true;
    charge.amount_refunded = charge.amount;
    world.emit("charge.refunded", charge);
  }
  Object.assign(intent, {
    status: "canceled",
    amount_capturable: 0,
    canceled_at: world.now(),
    cancellation_reason: reason,
    next_action: null,
  });
  world.emit("payment_intent.canceled", intent);
}

function chargeOf(world: World, intent: PaymentIntent): Charge {
  return world.find(world.state.charges, "charge", intent.latest_charge ?? "");
}
