import type { MedusaContainer } from "@medusajs/framework/types";
import type { CheckoutReading } from "../../../integrations/stripe";
import type { Checkout } from "../../../modules/checkout";
import { checkoutServices } from "./services";

/** Saves the card that was entered, with the consent to charge it. Idempotent per card. */
export async function saveCard(
  container: MedusaContainer,
  checkout: Checkout,
  reading: CheckoutReading,
): Promise<void> {
  const card = reading.paymentMethod;
  if (!card) {
    return;
  }
  const { textVersion, agreedAt, ip } = checkout.consent;
  await checkoutServices(container).billing.savePaymentMethod({
    accountId: checkout.billingAccountId,
    paymentMethodId: card.id,
    brand: card.brand,
    last4: card.last4,
    expMonth: card.expMonth,
    expYear: card.expYear,
    fingerprint: card.fingerprint,
    consent: { textVersion, agreedAt, ip },
  });
}
