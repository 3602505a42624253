import { z } from "zod";
import { instant } from "../../../http/document";
import { quote } from "../quotes/document";

/** A purchase as its working page shows it. */
export const checkout = z.strictObject({
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
  order_id: z.string().nullable(),
  display_id: z.int().nullable(),
  steps: z.array(
    z.strictObject({
      key: z.enum(["paid", "tenant", "agreement", "ordered", "live", "invoiced"]),
      state: z.enum(["done", "doing", "todo", "failed"]),
      /** When it was finished or failed. */
      at: instant.nullable(),
    }),
  ),
  refusal: z.strictObject({ reason: z.string() }).nullable(),
  subscription_ids: z.array(z.string()),
  invoice: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
  /** The card page, while it is open. */
  redirect_url: z.string().nullable(),
});

export const checkoutAnswer = z.strictObject({ checkout });

export const startedCheckoutAnswer = z.strictObject({
  checkout: z.strictObject({ id: z.string(), redirect_url: z.string() }),
});

/** With status 409: the price is not the one that was agreed to; this is the new one. */
export const quoteChangedAnswer = z.strictObject({
  type: z.literal("quote_changed"),
  message: z.string(),
  quote,
});

export type Checkout = z.output<typeof checkout>;
export type CheckoutAnswer = z.output<typeof checkoutAnswer>;
export type StartedCheckoutAnswer = z.output<typeof startedCheckoutAnswer>;
export type QuoteChangedAnswer = z.output<typeof quoteChangedAnswer>;
