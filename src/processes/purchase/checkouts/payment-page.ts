import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { z } from "zod";
import { settingsOf } from "../../../connections/settings";
import { decimalMoney } from "../../../domain/money";
import type { Checkout, PaymentPage } from "../../../modules/checkout";
import { CARD_CONSENT } from "../card-consent";
import { pageLines } from "./page-lines";
import { type Purchase, prepareCart } from "./prepare-cart";
import { checkoutServices } from "./services";

export const PAYMENT_PROVIDER = "pp_stripe-checkout_csp";

const sessionData = z.looseObject({ checkout_session_id: z.string().min(1), url: z.url() });

type PageOrder = Purchase & { readonly stripeCustomerId: string; readonly leaseToken: string };

/**
 * Prepares the Medusa cart and opens the hosted card page through Medusa's payment module. The payment session carries
 * the quote's gross, not the cart's total: Medusa does not round tax to the currency's coins, and what is authorised
 * must be what the customer was shown. What the page shows is written to the checkout; the session only gets the handle.
 */
export async function openPaymentPage(container: MedusaContainer, request: PageOrder): Promise<PaymentPage> {
  const { checkout, quote, leaseToken } = request;
  const { payments, checkouts } = checkoutServices(container);
  const { shopUrl } = settingsOf(container);
  await prepareCart(container, request);
  const { amount, currency } = decimalMoney(quote.dueNow.gross);
  const paymentCollectionId = await ensurePaymentCollection(container, checkout, { amount, currency });
  await checkouts.requestPage(checkout.id, leaseToken, {
    stripeCustomerId: request.stripeCustomerId,
    lines: pageLines(quote),
    successUrl: `${shopUrl}/checkout/return?checkout=${checkout.id}&cs={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${shopUrl}/checkout/review?canceled=${checkout.id}`,
    consentText: CARD_CONSENT.text,
  });
  const session = await payments.createPaymentSession(paymentCollectionId, {
    provider_id: PAYMENT_PROVIDER,
    currency_code: currency.toLowerCase(),
    amount,
    data: { handle: leaseToken },
  });
  const data = sessionData.safeParse(session.data);
  if (!data.success) {
    throw new MedusaError(
      MedusaError.Types.UNEXPECTED_STATE,
      "The card processor opened a payment page without address.",
    );
  }
  return {
    paymentCollectionId,
    paymentSessionId: session.id,
    stripeSessionId: data.data.checkout_session_id,
    redirectUrl: data.data.url,
  };
}

/** One payment collection per cart; a new attempt gives it the new amount and drops the sessions of old attempts. */
async function ensurePaymentCollection(
  container: MedusaContainer,
  checkout: Checkout,
  { amount, currency }: { amount: string; currency: string },
): Promise<string> {
  const { payments } = checkoutServices(container);
  const columns = { currency_code: currency.toLowerCase(), amount };
  const existing = checkout.paymentCollectionId ?? (await linkedCollection(container, checkout.cartId));
  if (existing) {
    const sessions = await payments.listPaymentSessions({ payment_collection_id: existing });
    for (const session of sessions) {
      await payments.deletePaymentSession(session.id);
    }
    await payments.updatePaymentCollections(existing, columns);
    return existing;
  }
  const collection = await payments.createPaymentCollections(columns);
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.CART]: { cart_id: checkout.cartId },
    [Modules.PAYMENT]: { payment_collection_id: collection.id },
  });
  return collection.id;
}

async function linkedCollection(container: MedusaContainer, cartId: string): Promise<string | null> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "cart_payment_collection",
    fields: ["payment_collection_id"],
    filters: { cart_id: cartId },
  });
  const [link] = z.array(z.looseObject({ payment_collection_id: z.string() })).parse(data);
  return link?.payment_collection_id ?? null;
}
