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
    "canceled",
    "expired",
  ]),
  order_id: z.string().nullable(),
  display_id: z.int().nullable(),
  steps: z.array(
    z.strictObject({
      /** `released` stands in place of `invoiced` for an order that ended without licences. */
      key: z.enum(["paid", "tenant", "agreement", "ordered", "live", "invoiced", "released"]),
      state: z.enum(["done", "doing", "todo", "failed"]),
      /** When it was finished or failed. */
      at: instant.nullable(),
    }),
  ),
  refusal: z
    .strictObject({
      reason: z.string(),
      /** Whose doing it is; null for what was stored before that was noted. */
      by: z.enum(["bank", "vendor", "seller", "nobody"]).nullable(),
    })
    .nullable(),
  /** The order stands for a person; null while it does not. */
  waits: z
    .strictObject({
      /** What is so, for the customer to read. */
      words: z.string(),
      since: instant,
      /** Whether a mail about it has gone out to the seller's people. */
      told: z.boolean(),
      /** True: the vendor does not take the company's address, and a corrected one lets the order go on. */
      wants_address: z.boolean(),
      /** What the company is to choose again and prove, and the order goes on; null: it needs something else. */
      wants_tenant: z.strictObject({ kind: z.enum(["new", "existing"]), domain: z.string() }).nullable(),
    })
    .nullable(),
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
