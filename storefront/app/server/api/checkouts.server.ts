import { z } from "zod";
import { ApiError, type MedusaClient } from "../medusa.server";
import { instantSchema } from "./money.server";
import { type Quote, quoteSchema } from "./quotes.server";

const checkoutSchema = z.object({
  id: z.string(),
  state: z.enum([
    "awaiting_payment",
    "payment_failed",
    "authorised",
    "ordering",
    "live",
    "partly_live",
    "refused",
    "expired",
  ]),
  order_id: z.string().nullish(),
  display_id: z.union([z.string(), z.number()]).nullish(),
  steps: z.array(
    z.object({
      key: z.enum(["paid", "tenant", "agreement", "ordered", "live", "invoiced"]),
      state: z.enum(["done", "doing", "todo", "failed"]),
      at: instantSchema.nullish(),
    }),
  ),
  refusal: z.object({ reason: z.string() }).nullish(),
  subscription_ids: z.array(z.string()),
  invoice: z.object({ id: z.string(), number: z.string() }).nullish(),
  redirect_url: z.string().nullish(),
});
const answerSchema = z.object({ checkout: checkoutSchema });
const changedSchema = z.object({ quote: quoteSchema });

export type Checkout = z.infer<typeof checkoutSchema>;
export type CheckoutStart =
  | { outcome: "started"; id: string; redirectUrl: string }
  | { outcome: "quote_changed"; quote: Quote };

/** Starts the payment of a cart at exactly the quoted price, or tells that the price is another one by now. */
export async function startCheckout(
  api: MedusaClient,
  body: { cart_id: string; quote_hash: string; card_consent: true; po_number?: string },
): Promise<CheckoutStart> {
  const schema = z.object({ checkout: z.object({ id: z.string(), redirect_url: z.string() }) });
  try {
    const { checkout } = await api.post("/store/csp/checkouts", { body, schema });
    return { outcome: "started", id: checkout.id, redirectUrl: checkout.redirect_url };
  } catch (error) {
    const changed = error instanceof ApiError && error.status === 409 ? changedSchema.safeParse(error.body) : null;
    if (changed?.success) {
      return { outcome: "quote_changed", quote: changed.data.quote };
    }
    throw error;
  }
}

export async function readCheckout(api: MedusaClient, id: string): Promise<Checkout> {
  return (await api.get(path(id), answerSchema)).checkout;
}

/** Asks the API to look at the card page's result now, instead of waiting for its notification. */
export async function returnFromPayment(api: MedusaClient, id: string): Promise<Checkout> {
  return (await api.post(`${path(id)}/return`, { schema: answerSchema })).checkout;
}

function path(id: string): string {
  return `/store/csp/checkouts/${encodeURIComponent(id)}`;
}
