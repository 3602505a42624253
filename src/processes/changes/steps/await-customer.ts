import { stripeConnection } from "../../../connections/stripe";
import { type CheckoutReading, stripeKeys } from "../../../integrations/stripe";
import { done, notPossible, pending } from "../../../integrations/vendor-port";
import type { StepContext, StepOutcome } from "./step";

const LOOK_MS = 5 * 60_000;

/** Waits until the customer has confirmed the payment on the processor's page, or the time for that is over. */
export async function awaitCustomerStep(context: StepContext): Promise<StepOutcome> {
  const { change, container, now } = context;
  const { pageSessionId, awaitsUntil } = change;
  const until = awaitsUntil ?? now;
  if (pageSessionId !== null) {
    const { cardEntry } = stripeConnection(container);
    const reading = await cardEntry.readCheckout(pageSessionId);
    const paid = authorised(reading, now);
    if (paid !== null) {
      return paid;
    }
    if (reading.state === "open" || reading.state === "processing") {
      if (now < until) {
        return pending("The customer is confirming the payment", Math.min(LOOK_MS, until.getTime() - now.getTime()));
      }
      const after = await cardEntry.expireCheckout(pageSessionId, stripeKeys.pageExpiry(pageSessionId));
      return authorised(after, now) ?? tooLate();
    }
  }
  return now < until ? pending("The customer has to confirm the payment", until.getTime() - now.getTime()) : tooLate();
}

function authorised({ state, paymentIntentId }: CheckoutReading, now: Date): StepOutcome | null {
  return paymentIntentId !== null && (state === "authorised" || state === "paid")
    ? done({ to: "at_vendor", facts: { holdPaymentIntentId: paymentIntentId, heldAt: now } })
    : null;
}

const tooLate = (): StepOutcome =>
  notPossible(
    "not_confirmed",
    "The payment was not confirmed at your bank in time.",
    "The bank wanted the customer to confirm the payment, and nobody did in time.",
  );
