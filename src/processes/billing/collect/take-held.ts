import type { MedusaContainer } from "@medusajs/framework/types";
import type { CardGateway, Payment } from "../../../integrations/stripe";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";
import { bookPayment, type TakenUp } from "./book-payment";
import { namedCard } from "./card-label";

/**
 * Asks for the invoice's amount, or all that is held where that is less. Safe to repeat: the attempt is written down
 * first, and asks for the same under the same key however often.
 *
 * @returns the payment as it stands; null when the processor refused without saying how it stands
 */
export async function takeHeld(
  billing: BillingModuleService,
  gateway: CardGateway,
  { invoice, now }: TakenUp,
  { id: paymentIntentId, state, amountCapturable: held, ...rest }: Payment,
): Promise<Payment | null> {
  if (state !== "authorised" || held <= 0) {
    return { id: paymentIntentId, state, amountCapturable: held, ...rest };
  }
  const card = await namedCard(billing, invoice.billingAccountId);
  const plan = await billing.planCapture({ invoiceId: invoice.id, paymentIntentId, held, card, now });
  if (plan.kind === "waits") {
    throw new Error(`Invoice ${invoice.number} is being paid another way; what is held for it waits.`);
  }
  if (plan.kind === "settled") {
    // Somebody settled it just now: another call of this, or credit.
    return gateway.retrieve(paymentIntentId);
  }
  const { amount, currency, idempotencyKey } = plan.attempt;
  const result = await gateway.capture({ paymentIntentId, amount, currency, idempotencyKey });
  if (result.outcome === "unknown") {
    throw new Error(`Taking the money for invoice ${invoice.number} got no usable answer: ${result.reason}`);
  }
  return result.payment;
}

/**
 * Writes down what was taken of held money, and what went back of it, once.
 *
 * @returns whether all of the invoice is paid
 * @throws Error while the end of another payment of the invoice is not known
 */
export async function bookTaken(
  container: MedusaContainer,
  gateway: CardGateway,
  { invoice, leaseToken, now }: TakenUp,
  taken: Payment,
): Promise<boolean> {
  const billing = container.resolve(BILLING_MODULE);
  // What does not pay all of it goes on under the same lease.
  const ends = taken.amountReceived >= invoice.amountDue ? leaseToken : null;
  if ((await bookPayment(container, gateway, { invoice, payment: taken, leaseToken: ends, now })) === "waits") {
    throw new Error(`Payment ${taken.id} of invoice ${invoice.number} waits until the end of another is known.`);
  }
  return (await billing.retrieveInvoice(invoice.id)).amountDue === 0;
}
