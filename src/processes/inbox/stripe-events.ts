import type { MedusaContainer } from "@medusajs/framework/types";
import { z } from "zod";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import type { InboxOutcome } from "../../modules/inbox";
import { noticeInvoicePayment } from "../billing";
import { completeCheckout } from "../purchase/checkouts/complete-checkout";
import { NotYetError } from "./not-yet";

/** All that is read of an event: which object it speaks of. Its state in the event is old by the time it is read. */
const eventSchema = z.looseObject({
  type: z.string(),
  data: z.looseObject({ object: z.looseObject({ id: z.string().optional() }) }),
});

/** Handles one event of the card processor by re-reading what it speaks of; events of other kinds are ignored. */
export async function handleStripeEvent(
  container: MedusaContainer,
  payload: unknown,
  now: Date,
): Promise<InboxOutcome> {
  const { type, data } = eventSchema.parse(payload);
  const objectId = data.object.id;
  if (!objectId) {
    return "ignored";
  }
  if (type.startsWith("checkout.session.")) {
    return handleCheckoutSession(container, objectId, now);
  }
  if (type.startsWith("payment_intent.")) {
    const ours = await noticeInvoicePayment(container, { paymentIntentId: objectId, now });
    return ours ? "handled" : "ignored";
  }
  return "ignored";
}

/** @throws NotYetError when the checkout is paid and not yet ordered, so that the event stays and is tried again */
async function handleCheckoutSession(
  container: MedusaContainer,
  stripeSessionId: string,
  now: Date,
): Promise<InboxOutcome> {
  const checkout = await container.resolve(CHECKOUT_MODULE).findByStripeSession(stripeSessionId);
  if (!checkout) {
    return "ignored";
  }
  const result = await completeCheckout(container, { checkoutId: checkout.id, now });
  if (result.outcome === "in_progress") {
    throw new NotYetError(`Checkout ${checkout.id} is paid and its order is being made.`);
  }
  return "handled";
}
