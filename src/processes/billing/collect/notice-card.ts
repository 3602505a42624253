import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeReadings } from "../../../connections/stripe";
import { type StripeReadings, StripeRefusedError } from "../../../integrations/stripe";
import { BILLING_MODULE } from "../../../modules/billing";

type Readings = Pick<StripeReadings, "card">;

/**
 * The world says that a card has other data now (the bank has sent a new one, or it was changed at Stripe) or was removed.
 * It is believed when it is read: a card is never attached again under its id, so one that has no customer is gone for
 * good, and the company's invoices say how else to pay.
 *
 * @returns false when no company has the card
 * @throws StripeUnavailableError when it cannot be read now
 */
export async function noticeCard(
  container: MedusaContainer,
  paymentMethodId: string,
  readings: Readings = stripeReadings(container),
): Promise<boolean> {
  const billing = container.resolve(BILLING_MODULE);
  const found = await readings.card(paymentMethodId).catch((error: unknown) => {
    if (error instanceof StripeRefusedError && error.code === "resource_missing") {
      return null;
    }
    throw error;
  });
  if (found === null || found.customerId === null) {
    return (await billing.removeCard(paymentMethodId)) > 0;
  }
  const { expMonth, expYear, last4 } = found.card;
  return (await billing.updateCard(paymentMethodId, { expMonth, expYear, last4 })) > 0;
}

/** The company's record at the processor was deleted, and its cards with it. @returns false for a stranger's record */
export async function noticeCustomerGone(
  container: MedusaContainer,
  stripeCustomerId: string,
  now: Date,
): Promise<boolean> {
  const billing = container.resolve(BILLING_MODULE);
  const accountId = await billing.removeCustomer(stripeCustomerId);
  if (accountId === null) {
    return false;
  }
  await billing.cases.open({
    kind: "customer_gone",
    subject: stripeCustomerId,
    billingAccountId: accountId,
    invoiceId: null,
    amount: null,
    currency: null,
    words:
      "The company's customer record was deleted at Stripe, and its card with it. Its next checkout makes a new one; until then invoices are not charged. Tell the company.",
    openedAt: now,
    dueBy: null,
  });
  return true;
}
