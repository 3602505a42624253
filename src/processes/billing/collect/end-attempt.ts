import type { MedusaContainer } from "@medusajs/framework/types";
import { attemptTransitions } from "../../../domain/states";
import { type CardGateway, type Payment, stripeKeys } from "../../../integrations/stripe";
import { BILLING_MODULE, type BillingModuleService, type ChargeAttempt, type Invoice } from "../../../modules/billing";
import { bookPayment, type TakenUp } from "./book-payment";
import { namedCard } from "./card-label";
import { toAnswer } from "./charge-answer";

/** Why an attempt ended without money, for the books and, where the customer is asked, for them. */
type Ending = { readonly code: string; readonly message: string; readonly asksCustomer: boolean };

export const RELEASED_EARLY: Ending = {
  code: "hold_released",
  message: "The amount held on your card was released before we could take it. Please pay with your card again.",
  asksCustomer: true,
};
export const LAPSED: Ending = {
  code: "hold_lapsed",
  message: "The amount held for the order was not there any more.",
  asksCustomer: false,
};
const ORDER_CANCELED: Ending = {
  code: "order_canceled",
  message: "The order was cancelled before the money was taken.",
  asksCustomer: false,
};

/** The attempt whose end nobody knows yet. */
export function openAttemptOf(attempts: readonly ChargeAttempt[]): ChargeAttempt | null {
  return attempts.find(({ state }) => attemptTransitions.may(state, "refuse")) ?? null;
}

/**
 * The authorisation is given up: it must be gone for certain before the card is charged another way, as money is never
 * taken twice. The attempt that asked for it ends; where somebody released it early, the customer is asked to pay.
 *
 * @throws Error when it could not be released: the money may have been taken, which the next call finds
 */
export async function endCapture(
  billing: BillingModuleService,
  gateway: CardGateway,
  from: TakenUp,
  paymentIntentId: string,
  ending: Ending,
): Promise<void> {
  const { invoice, now } = from;
  await close(gateway, invoice, paymentIntentId);
  const open = openAttemptOf(await billing.attempts.list(invoice.id));
  if (open !== null) {
    await writeEnd(billing, from, open, ending);
    return;
  }
  // One that was asked before is not asked again, however often the order is settled.
  if (ending.asksCustomer && invoice.status === "open") {
    const card = await namedCard(billing, invoice.billingAccountId);
    const asked = { invoiceId: invoice.id, paymentIntentId, held: invoice.amountDue, card, now };
    const plan = await billing.planCapture(asked);
    if (plan.kind === "attempt") {
      await writeEnd(billing, from, plan.attempt, ending);
    }
  }
}

/**
 * Ends what an invoice that must not be charged any more was asked for: money that came is booked, a payment that did not
 * come is closed.
 *
 * @returns `ended`: nothing is under way. `paid`: the money had come. `waits`: the bank has not decided; it is looked again
 * @throws Error while the payment can neither be read nor closed
 */
export async function endOpenAttempt(
  container: MedusaContainer,
  gateway: () => CardGateway,
  from: TakenUp,
): Promise<"ended" | "paid" | "waits"> {
  const { invoice, leaseToken, now } = from;
  const billing = container.resolve(BILLING_MODULE);
  const open = openAttemptOf(await billing.attempts.list(invoice.id));
  if (open === null) {
    return "ended";
  }
  if (open.paymentIntentId !== null) {
    const payment = await gateway().retrieve(open.paymentIntentId);
    if (payment.state === "succeeded") {
      await bookPayment(container, gateway(), { invoice, payment, leaseToken, now });
      return "paid";
    }
    if (payment.state === "processing") {
      const answer = toAnswer({ outcome: payment.state, payment }, now);
      await billing.recordOutcome({ invoiceId: invoice.id, attemptId: open.id, ...answer, leaseToken, now });
      return "waits";
    }
    await closeUnlessGone(gateway(), invoice, payment);
  }
  await writeEnd(billing, from, open, ORDER_CANCELED);
  return "ended";
}

async function closeUnlessGone(gateway: CardGateway, invoice: Invoice, payment: Payment): Promise<void> {
  if (payment.state !== "canceled") {
    await close(gateway, invoice, payment.id);
  }
}

async function close(gateway: CardGateway, invoice: Invoice, paymentIntentId: string): Promise<void> {
  const idempotencyKey = stripeKeys.invoiceClose(invoice.id, paymentIntentId);
  const result = await gateway.cancel({ paymentIntentId, idempotencyKey });
  if (result.outcome !== "canceled") {
    throw new Error(
      `The payment ${paymentIntentId} of invoice ${invoice.number} could neither be taken nor released: ${result.reason}`,
    );
  }
}

async function writeEnd(
  billing: BillingModuleService,
  { invoice, leaseToken, now }: TakenUp,
  attempt: ChargeAttempt,
  { code, message, asksCustomer }: Ending,
): Promise<void> {
  const declineClass = asksCustomer ? "needs_customer" : "technical";
  await billing.recordOutcome({
    invoiceId: invoice.id,
    attemptId: attempt.id,
    result: { state: "declined", code, message, declineClass },
    effect: asksCustomer
      ? { kind: "failed", failure: { at: now.toISOString(), declineClass, reason: message }, nextChargeAt: null }
      : { kind: "wait", nextChargeAt: now },
    // What asks nobody goes on under the same lease.
    leaseToken: asksCustomer ? leaseToken : null,
    now,
  });
}
