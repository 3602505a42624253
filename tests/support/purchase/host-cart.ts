import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import { CLOCK_MODULE } from "../../../src/modules/clock";

const GROSS = 24;

/** Who pays at Stripe, and for which checkout the payment says it is. */
export interface CardPayer {
  readonly stripeCustomerId: string;
  readonly checkoutId: string;
}

export interface HostCart {
  readonly id: string;
  readonly paymentSessionId: string;
  readonly paymentCollectionId: string;
  /** The hosted card page, where the payment has one. */
  readonly url: string;
}

/**
 * A cart and its payment as a host's own code, or somebody with an idea, puts them together: past Seatline's routes. The
 * order made of it carries its metadata.
 *
 * @param payer pays by card with Seatline's provider; without one Medusa's own provider takes everything
 */
export async function hostCart(
  container: MedusaContainer,
  cart: { customerId?: string; item: Record<string, unknown>; metadata?: Record<string, unknown> },
  payer?: CardPayer,
): Promise<HostCart> {
  const [region] = await container.resolve(Modules.REGION).listRegions({});
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({});
  const address = {
    first_name: "Ada",
    last_name: "Byron",
    address_1: "1 Pike Place",
    city: "Seattle",
    country_code: "us",
  };
  const made = await container.resolve(Modules.CART).createCarts({
    currency_code: "usd",
    region_id: region?.id,
    sales_channel_id: channel?.id,
    customer_id: cart.customerId,
    email: "ada@fabrikam.example",
    shipping_address: address,
    metadata: cart.metadata,
    items: [{ title: "A thing", quantity: 1, unit_price: GROSS, requires_shipping: false, ...cart.item }],
  });
  const provider = payer ? "pp_stripe-checkout_csp" : "pp_system_default";
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  await link.create({
    [Modules.REGION]: { region_id: made.region_id },
    [Modules.PAYMENT]: { payment_provider_id: provider },
  });
  const payments = container.resolve(Modules.PAYMENT);
  const collection = await payments.createPaymentCollections({ currency_code: "usd", amount: GROSS });
  await link.create({
    [Modules.CART]: { cart_id: made.id },
    [Modules.PAYMENT]: { payment_collection_id: collection.id },
  });
  const session = await payments.createPaymentSession(collection.id, {
    provider_id: provider,
    currency_code: "usd",
    amount: GROSS,
    data: payer ? { handle: await stolenHandle(container, made.id, payer) } : {},
  });
  return {
    id: made.id,
    paymentSessionId: session.id,
    paymentCollectionId: collection.id,
    url: String(session.data.url ?? ""),
  };
}

/** A card page of a checkout that Seatline begins itself and never takes note of: what a thief of a handle could reach. */
async function stolenHandle(container: MedusaContainer, cartId: string, payer: CardPayer): Promise<string> {
  const checkouts = container.resolve(CHECKOUT_MODULE);
  const now = container.resolve(CLOCK_MODULE).now();
  const { companyId, customerId, quoteId, quoteHash, billingAccountId, consent } = await checkouts.retrieve(
    payer.checkoutId,
  );
  const attempt = await checkouts.beginAttempt(
    {
      ...{ companyId, customerId, quoteId, quoteHash, billingAccountId, consent },
      cartId: `beside_${cartId}`,
      amount: GROSS * 100,
      currency: "USD",
      poNumber: null,
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
    now,
  );
  if (attempt.outcome !== "leased") {
    throw new Error("The thief's checkout is not its own.");
  }
  await checkouts.requestPage(attempt.checkout.id, attempt.token, {
    stripeCustomerId: payer.stripeCustomerId,
    lines: [{ title: "A thing", quantity: 1, unitAmount: GROSS * 100 }],
    successUrl: "http://shop.example/return?cs={CHECKOUT_SESSION_ID}",
    cancelUrl: "http://shop.example/review",
    consentText: "Save the card.",
  });
  return attempt.token;
}

/** The order a cart became, or null. */
export async function orderOf(container: MedusaContainer, cartId: string): Promise<string | null> {
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "order_cart", fields: ["order_id"], filters: { cart_id: cartId } });
  const [link] = data as { order_id: string }[];
  return link?.order_id ?? null;
}
