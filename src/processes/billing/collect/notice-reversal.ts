import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeReadings } from "../../../connections/stripe";
import type { StripeReadings } from "../../../integrations/stripe";
import { BILLING_MODULE } from "../../../modules/billing";
import { CHECKOUT_MODULE } from "../../../modules/checkout";
import { readOrderPayments } from "./order-payment";
import { type About, aboutOf, bookedAs, caseAbout, recordDispute, recordRefunds, tellDispute } from "./went-back";

type Readings = Pick<StripeReadings, "refundsOf" | "dispute">;

/**
 * `not_ours`: it paid nothing of ours. `not_yet`: the books do not have its money yet. `later`: it is the payment of an
 * order on its way; whoever takes it into the books reads all that went back of it.
 */
export type ReversalNoticed = "done" | "not_ours" | "not_yet" | "later";

/**
 * The world says that a payment was refunded, wherever that was done. All its refunds are read and become movements of
 * what it paid; that no document says so yet is for a person. A refund that failed is undone.
 *
 * @throws StripeUnavailableError when they cannot be read now
 */
export async function noticeRefunds(
  container: MedusaContainer,
  input: { readonly paymentIntentId: string; readonly now: Date; readonly readings?: Readings },
): Promise<ReversalNoticed> {
  const { paymentIntentId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const booked = await bookedAs(billing, paymentIntentId);
  if (booked === null) {
    return (await waitingOrder(container, paymentIntentId)) === null ? "not_ours" : "later";
  }
  const refunds = await (input.readings ?? stripeReadings(container)).refundsOf(paymentIntentId);
  return recordRefunds(billing, booked, { paymentIntentId, refunds, now });
}

/**
 * The world says that a card holder disputes a charge. While the bank has the money it is a movement of what was paid; it
 * is undone when the dispute is won. In any case a person has to answer in time, also before anything is invoiced.
 *
 * @throws StripeUnavailableError when it cannot be read now
 */
export async function noticeDispute(
  container: MedusaContainer,
  input: { readonly disputeId: string; readonly now: Date; readonly readings?: Readings },
): Promise<ReversalNoticed> {
  const { disputeId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const dispute = await (input.readings ?? stripeReadings(container)).dispute(disputeId);
  const { paymentIntentId } = dispute;
  if (paymentIntentId === null) {
    return "not_ours";
  }
  const booked = await bookedAs(billing, paymentIntentId);
  if (booked !== null) {
    return recordDispute(billing, booked, { paymentIntentId, dispute, now });
  }
  const waiting = await waitingOrder(container, paymentIntentId);
  if (waiting === null) {
    return "not_ours";
  }
  await tellDispute(billing, waiting, dispute, now);
  return "later";
}

/** The card's network fears fraud: a dispute is likely. @returns false when it paid nothing of ours */
export async function noticeFraudWarning(
  container: MedusaContainer,
  input: { readonly warningId: string; readonly paymentIntentId: string; readonly now: Date },
): Promise<boolean> {
  const { warningId, paymentIntentId, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const booked = await bookedAs(billing, paymentIntentId);
  const about = booked === null ? await waitingOrder(container, paymentIntentId) : aboutOf(booked);
  if (about === null) {
    return false;
  }
  const words = `The card's bank fears fraud with the payment of ${about.name}. Ask the company; a refund now is cheaper than a dispute.`;
  await billing.cases.open(caseAbout(about, "fraud_warning", warningId, words, now));
  return true;
}

/** The order on its way, or the checkout that is to become one, whose payment this is. */
export async function waitingOrder(container: MedusaContainer, paymentIntentId: string): Promise<About | null> {
  const checkout = await container.resolve(CHECKOUT_MODULE).findByPaymentIntent(paymentIntentId);
  if (checkout === null) {
    return null;
  }
  const { orderId, billingAccountId, amount, currency } = checkout;
  const order = orderId === null ? "a checkout" : `order ${(await readOrderPayments(container, orderId)).displayId}`;
  return { billingAccountId, invoiceId: null, name: `${order}, which is not invoiced yet`, amount, currency };
}
