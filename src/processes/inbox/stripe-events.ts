import type { MedusaContainer } from "@medusajs/framework/types";
import { z } from "zod";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import type { InboxOutcome } from "../../modules/inbox";
import {
  noticeCard,
  noticeCustomerGone,
  noticeDispute,
  noticeFraudWarning,
  noticeInvoicePayment,
  noticeRefunds,
  type ReversalNoticed,
} from "../billing";
import { noticeChangePage } from "../changes/payment-page";
import { completeCheckout } from "../purchase/checkouts/complete-checkout";
import { NotYetError } from "./not-yet";
import { STRIPE_EVENTS_ACTED_ON, type StripeSubject } from "./stripe-event-list";

/** All that is read of an event: which object it speaks of. Its state in the event is old by the time it is read. */
const eventSchema = z.looseObject({
  type: z.string(),
  data: z.looseObject({
    object: z.looseObject({ id: z.string().optional(), payment_intent: z.string().nullish() }),
  }),
});

type Subject = { readonly id: string; readonly paymentIntentId: string | null; readonly now: Date };

/**
 * Handles one event of the card processor by re-reading what it speaks of; which types make us look, and why the others
 * do not, stands in the list of events.
 */
export async function handleStripeEvent(
  container: MedusaContainer,
  payload: unknown,
  now: Date,
): Promise<InboxOutcome> {
  const { type, data } = eventSchema.parse(payload);
  const { id, payment_intent: paymentIntentId = null } = data.object;
  const looksAt = STRIPE_EVENTS_ACTED_ON[type];
  if (!id || looksAt === undefined) {
    return "ignored";
  }
  return (await look(container, looksAt, { id, paymentIntentId, now })) ? "handled" : "ignored";
}

/** @returns false when nothing of ours depends on it */
async function look(
  container: MedusaContainer,
  looksAt: StripeSubject,
  { id, paymentIntentId, now }: Subject,
): Promise<boolean> {
  switch (looksAt) {
    case "checkout":
      return handleCheckoutSession(container, id, now);
    case "payment":
      return isNoticed(await noticeInvoicePayment(container, { paymentIntentId: id, now })) || isOfOrder(container, id);
    case "refund":
      return paymentIntentId !== null && isKnown(await noticeRefunds(container, { paymentIntentId, now }));
    case "dispute":
      return isKnown(await noticeDispute(container, { disputeId: id, now }));
    case "fraud_warning":
      return paymentIntentId !== null && noticeFraudWarning(container, { warningId: id, paymentIntentId, now });
    case "card":
      return noticeCard(container, id);
    case "customer_gone":
      return noticeCustomerGone(container, id, now);
  }
}

/** @throws NotYetError when money came beside another attempt whose end is not known: it is booked once that is */
function isNoticed(noticed: Awaited<ReturnType<typeof noticeInvoicePayment>>): boolean {
  if (noticed === "not_yet") {
    throw new NotYetError("Another payment of the invoice is under way.");
  }
  return noticed;
}

/** Whether it is the payment of an order, whose settlement reads how it stands. */
async function isOfOrder(container: MedusaContainer, paymentIntentId: string): Promise<boolean> {
  return (await container.resolve(CHECKOUT_MODULE).findByPaymentIntent(paymentIntentId)) !== null;
}

/**
 * One of an order that is on its way is handled: whoever books its payment reads what went back of it.
 *
 * @throws NotYetError when money went back of a payment that the books do not have yet: its own event is on its way
 */
function isKnown(outcome: ReversalNoticed): boolean {
  if (outcome === "not_yet") {
    throw new NotYetError("Money went back of a payment that is not in the books yet.");
  }
  return outcome !== "not_ours";
}

/** @throws NotYetError when the checkout is paid and not yet ordered, so that the event stays and is tried again */
async function handleCheckoutSession(container: MedusaContainer, stripeSessionId: string, now: Date): Promise<boolean> {
  const checkout = await container.resolve(CHECKOUT_MODULE).findByStripeSession(stripeSessionId);
  if (!checkout) {
    return noticeChangePage(container, stripeSessionId, now);
  }
  const result = await completeCheckout(container, { checkoutId: checkout.id, now });
  if (result.outcome === "in_progress") {
    throw new NotYetError(`Checkout ${checkout.id} is paid and its order is being made.`);
  }
  return true;
}
