import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { SHORTEST_HOLD_MS } from "../../../domain/receivables";
import { invoiceTransitions } from "../../../domain/states";
import { type CardGateway, stripeKeys } from "../../../integrations/stripe";
import { BILLING_MODULE, type Invoice } from "../../../modules/billing";
import { endCapture, LAPSED, RELEASED_EARLY } from "./end-attempt";
import { giveBackTaken, isTaken } from "./give-back";
import { bookTaken, takeHeld } from "./take-held";

/** Money held on a company's card for one thing, which is charged with one invoice or not at all. */
export type CardHold = {
  readonly paymentIntentId: string;
  readonly heldAt: Date;
  /** What it is held for: names it in keys, and for people. */
  readonly reference: string;
  readonly about: string;
};

/**
 * Pays an invoice from money that is held for it: takes what is still due, or all that is held, and releases the rest. If
 * the invoice was paid another way meanwhile, the hold is only released: nobody pays twice. What the hold does not reach,
 * or all of it when it is gone, is charged to the saved card, unless somebody released the hold, of whom nobody knows why.
 *
 * May be called again after a crash at any line.
 *
 * @throws Error when the card processor gives no usable answer, or another payment of the invoice is under way: call
 * again later
 */
export async function collectHold(
  container: MedusaContainer,
  input: {
    readonly invoice: Invoice;
    readonly hold: CardHold;
    readonly now: Date;
    readonly gateway?: CardGateway | undefined;
  },
): Promise<void> {
  const { hold, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const gateway = input.gateway ?? cardGateway(container);
  const from = { invoice: await billing.retrieveInvoice(input.invoice.id), leaseToken: null, now };
  const stands = await gateway.retrieve(hold.paymentIntentId);
  const after = isTaken(stands) ? stands : await takeHeld(billing, gateway, from, stands);
  if (after !== null && isTaken(after)) {
    await bookTaken(container, gateway, from, after);
  } else {
    const isReleased = stands.state === "canceled" && now.getTime() - hold.heldAt.getTime() < SHORTEST_HOLD_MS;
    const isDue = from.invoice.amountDue > 0 && invoiceTransitions.may(from.invoice.status, "pay");
    await endCapture(billing, gateway, from, hold.paymentIntentId, isReleased && isDue ? RELEASED_EARLY : LAPSED);
  }
  const left = await billing.retrieveInvoice(input.invoice.id);
  if (left.amountDue > 0 && left.status === "open") {
    await billing.invoices.scheduleCharge(left.id, now);
  }
}

/**
 * Lets go of money that is held for what comes to nothing; what somebody took of it at the card processor is given back.
 *
 * @throws Error when it cannot be told whether it was released: call again later
 */
export async function releaseHold(
  container: MedusaContainer,
  input: {
    readonly hold: Omit<CardHold, "heldAt">;
    readonly billingAccountId: string;
    readonly now: Date;
    readonly gateway?: CardGateway | undefined;
  },
): Promise<void> {
  const { hold, billingAccountId, now } = input;
  const { paymentIntentId, reference, about } = hold;
  const gateway = input.gateway ?? cardGateway(container);
  const payment = await gateway.retrieve(paymentIntentId);
  if (isTaken(payment)) {
    const takenFor = { billingAccountId, orderId: null, reference, about };
    await giveBackTaken(container, { takenFor, payment, now, gateway });
    return;
  }
  if (payment.state === "canceled") {
    return;
  }
  const idempotencyKey = stripeKeys.changeRelease(reference, paymentIntentId);
  const result = await gateway.cancel({ paymentIntentId, idempotencyKey });
  if (result.outcome !== "canceled") {
    throw new Error(`What is held for ${about} could not be released: ${result.reason}`);
  }
}
