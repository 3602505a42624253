import { setTimeout as wait } from "node:timers/promises";
import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeConnection } from "../../../connections/stripe";
import { backOffMs } from "../../../domain/retry";
import { traceOf } from "../../../errors/reason-of";
import { type CheckoutReading, StripeUnavailableError } from "../../../integrations/stripe";
import type { Checkout } from "../../../modules/checkout";
import { afterSetUp } from "../../../modules/settings";
import { logOf } from "../../../telemetry/log";
import { wakeTicker } from "../../ticker";
import { completeCart, findOrder } from "./complete-cart";
import { declineInWords } from "./decline-words";
import { mailOrderReceived } from "./order-mail";
import { releaseAuthorisation } from "./release-authorisation";
import { saveCard } from "./save-card";
import { checkoutServices } from "./services";
import { whyNotOrderable } from "./verify-authorisation";

const AFTER_FAILURE = { firstMs: 10_000, longestMs: 3_600_000 };

export type CompleteCheckoutResult =
  | { readonly outcome: "ordered"; readonly orderId: string }
  /** The customer has not paid yet; `declineReason` tells of a refused try. */
  | { readonly outcome: "awaiting_payment"; readonly declineReason: string | null }
  /** Paid, and someone else is completing it, or it will be tried again by itself. */
  | { readonly outcome: "in_progress" }
  /** Over without an order; nothing is held on the card. */
  | { readonly outcome: "closed"; readonly state: "expired" | "failed"; readonly reason: string };

/** How long a customer who is back waits for whoever took the payment up before; that takes a few calls. */
const TAKEN_UP_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 100;

/**
 * The customer is back from the card page. Like `completeCheckout`, but a silent card processor is no error here: what
 * is known stands, and the sweep looks again at once. Where the processor's notice was faster, its worker is waited for:
 * until it has written, the row still says that nothing is paid, and the customer must not read that.
 */
export async function returnToCheckout(
  container: MedusaContainer,
  input: { readonly checkoutId: string; readonly now: Date },
): Promise<void> {
  try {
    const { outcome } = await completeCheckout(container, input);
    if (outcome === "in_progress") {
      await untilTakenUp(container, input.checkoutId);
    }
  } catch (error) {
    if (!(error instanceof StripeUnavailableError)) {
      throw error;
    }
    await checkoutServices(container).checkouts.scheduleCheck(input.checkoutId, input.now);
    wakeTicker(container);
  }
}

async function untilTakenUp(container: MedusaContainer, checkoutId: string): Promise<void> {
  const { checkouts } = checkoutServices(container);
  const giveUpAt = performance.now() + TAKEN_UP_WITHIN_MS;
  while ((await checkouts.retrieve(checkoutId)).state === "open" && performance.now() < giveUpAt) {
    await wait(LOOK_EVERY_MS);
  }
}

/**
 * Turns an authorised checkout into an order. Called when the customer returns, when the card processor says so and by
 * the sweep, in any order and at once: each re-reads the payment at its source, one holds the row's lease and works,
 * and the order id is written once.
 */
export async function completeCheckout(
  container: MedusaContainer,
  input: { readonly checkoutId: string; readonly now: Date },
): Promise<CompleteCheckoutResult> {
  const { checkouts } = checkoutServices(container);
  const checkout = await checkouts.retrieve(input.checkoutId);
  const finished = finishedResult(checkout);
  if (finished) {
    return finished;
  }
  if (!checkout.stripeSessionId) {
    return { outcome: "awaiting_payment", declineReason: null };
  }
  const reading = await stripeConnection(container).cardEntry.readCheckout(checkout.stripeSessionId);
  if (reading.state === "open" || reading.state === "processing") {
    const decline = declineInWords(reading.lastDecline);
    await checkouts.noteDecline(checkout.id, decline);
    return { outcome: "awaiting_payment", declineReason: decline?.reason ?? null };
  }
  const lease = await checkouts.lease(checkout.id, input.now);
  if (lease.outcome === "leased") {
    return underLease(container, lease, reading, input.now);
  }
  return lease.outcome === "ordered" && lease.checkout.orderId
    ? { outcome: "ordered", orderId: lease.checkout.orderId }
    : { outcome: "in_progress" };
}

type Lease = { readonly checkout: Checkout; readonly token: string };

async function underLease(
  container: MedusaContainer,
  lease: Lease,
  reading: CheckoutReading,
  now: Date,
): Promise<CompleteCheckoutResult> {
  const { checkouts } = checkoutServices(container);
  const { checkout, token } = lease;
  try {
    if (checkout.stripeSessionId !== reading.sessionId) {
      // A new payment page replaced the one that was read; its own events will bring it here.
      await checkouts.release(checkout.id, token, now);
      return { outcome: "in_progress" };
    }
    if (reading.state === "expired" || reading.state === "canceled") {
      const placed = await findOrder(container, checkout);
      return placed === null
        ? await close(container, lease, reading, now)
        : await noteEnded(container, lease, reading, { orderId: placed, now });
    }
    const problem = await whyNotOrderable(container, checkout, reading);
    // An order that is there already needs its money, and what changed since is provisioning's to judge.
    if (problem && (await findOrder(container, checkout)) === null) {
      await releaseAuthorisation(container, checkout, reading, now);
      await checkouts.close(checkout.id, token, "failed", problem, now);
      return { outcome: "closed", state: "failed", reason: problem };
    }
    return await order(container, lease, reading, now);
  } catch (error) {
    const { tries } = await checkouts.progress(checkout.id);
    const isOfSetUp = error instanceof StripeUnavailableError && error.answer.fault === "set_up";
    const retryAt = isOfSetUp
      ? afterSetUp(now, Math.random())
      : new Date(now.getTime() + backOffMs(AFTER_FAILURE, tries, Math.random()));
    await checkouts.release(checkout.id, token, retryAt, ...(isOfSetUp ? [] : [traceOf(error)]));
    const about = { checkout_id: checkout.id, cart_id: checkout.cartId, attempts: tries };
    logOf(container).error("Checkout is paid and could not be ordered; it is tried again", { ...about, error });
    return { outcome: "in_progress" };
  }
}

async function order(
  container: MedusaContainer,
  lease: Lease,
  reading: CheckoutReading,
  now: Date,
): Promise<CompleteCheckoutResult> {
  const { checkouts } = checkoutServices(container);
  const { checkout, token } = lease;
  await checkouts.markAuthorised(checkout.id, token, reading.paymentIntentId ?? "", now);
  await saveCard(container, checkout, reading);
  const orderId = await completeCart(container, checkout);
  const ordered = await checkouts.markOrdered(checkout.id, token, orderId, now);
  wakeTicker(container);
  await mailOrderReceived(container, ordered);
  return { outcome: "ordered", orderId };
}

/**
 * An order that a process made before it died, and that another carried to an end without its money (a refusal, a
 * cancellation) before its checkout was looked at again: only our note of it is missing.
 */
async function noteEnded(
  container: MedusaContainer,
  { checkout, token }: Lease,
  reading: CheckoutReading,
  { orderId, now }: { readonly orderId: string; readonly now: Date },
): Promise<CompleteCheckoutResult> {
  const { checkouts } = checkoutServices(container);
  const paymentIntentId = checkout.paymentIntentId ?? reading.paymentIntentId ?? "";
  await checkouts.markAuthorised(checkout.id, token, paymentIntentId, now);
  await mailOrderReceived(container, await checkouts.markOrdered(checkout.id, token, orderId, now));
  wakeTicker(container);
  return { outcome: "ordered", orderId };
}

async function close(
  container: MedusaContainer,
  { checkout, token }: Lease,
  reading: CheckoutReading,
  now: Date,
): Promise<CompleteCheckoutResult> {
  const state = reading.state === "expired" ? "expired" : "failed";
  const reason =
    state === "expired"
      ? "The payment page was closed before a card was entered."
      : "The order could not be placed, and the amount held on the card was released.";
  await checkoutServices(container).checkouts.close(checkout.id, token, state, reason, now);
  return { outcome: "closed", state, reason };
}

function finishedResult(checkout: Checkout): CompleteCheckoutResult | null {
  if (checkout.orderId) {
    return { outcome: "ordered", orderId: checkout.orderId };
  }
  if (checkout.state === "expired" || checkout.state === "failed") {
    return { outcome: "closed", state: checkout.state, reason: checkout.closedReason ?? "" };
  }
  return null;
}
