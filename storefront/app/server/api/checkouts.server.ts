import {
  type Checkout,
  checkoutAnswer,
  quoteChangedAnswer,
  startedCheckoutAnswer,
} from "../../../../src/api/store/csp/checkouts/document";
import type { Quote } from "../../../../src/api/store/csp/quotes/document";
import type { PostCompanyBody } from "../../../../src/api/store/csp/validators";
import { ApiError, type MedusaClient } from "../medusa.server";

export type { Checkout };
export type CheckoutStart =
  | { outcome: "started"; id: string; redirectUrl: string }
  | { outcome: "quote_changed"; quote: Quote };

/** Starts the payment of a cart at exactly the quoted price, or tells that the price is another one by now. */
export async function startCheckout(
  api: MedusaClient,
  body: { cart_id: string; quote_hash: string; card_consent: true; po_number?: string },
): Promise<CheckoutStart> {
  try {
    const { checkout } = await api.post("/store/csp/checkouts", { body, schema: startedCheckoutAnswer });
    return { outcome: "started", id: checkout.id, redirectUrl: checkout.redirect_url };
  } catch (error) {
    const changed = error instanceof ApiError && error.status === 409 ? quoteChangedAnswer.safeParse(error.body) : null;
    if (changed?.success) {
      return { outcome: "quote_changed", quote: changed.data.quote };
    }
    throw error;
  }
}

export async function readCheckout(api: MedusaClient, id: string): Promise<Checkout> {
  return (await api.get(path(id), checkoutAnswer)).checkout;
}

export type AddressInput = PostCompanyBody["address"];

/** Corrects the address that an order waits for; the order goes on. */
export async function correctAddress(api: MedusaClient, id: string, address: AddressInput): Promise<Checkout> {
  return (await api.post(`${path(id)}/address`, { body: { address }, schema: checkoutAnswer })).checkout;
}

/** Asks the API to look at the card page's result now, instead of waiting for its notification. */
export async function returnFromPayment(api: MedusaClient, id: string): Promise<Checkout> {
  return (await api.post(`${path(id)}/return`, { schema: checkoutAnswer })).checkout;
}

function path(id: string): string {
  return `/store/csp/checkouts/${encodeURIComponent(id)}`;
}
