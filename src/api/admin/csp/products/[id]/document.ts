import { z } from "zod";
import { instant, money } from "../../../../http/document";
import { plan } from "../../offers/document";

/** A plan as a variant of a Medusa product, with cost, price and what runs of it. */
export const productPlan = plan.extend({
  variant_id: z.string().nullable(),
  /** Subscriptions that are active or suspended, and their seats. */
  live_subscriptions: z.int(),
  live_seats: z.int(),
  /** When the price is another one, as the price sheets and rules stand; a null price: none from then on. */
  next_price_change: z.strictObject({ at: instant, price_per_charge: money.nullable() }).nullable(),
});
export type ProductPlan = z.output<typeof productPlan>;

/** What Seatline knows of one of Medusa's products. */
export const product = z.strictObject({
  id: z.string(),
  offer: z.strictObject({
    id: z.string(),
    title: z.string(),
    handle: z.string(),
    category: z.string(),
    vendor_product_id: z.string(),
  }),
  /** Whether any of its plans is. */
  on_sale: z.boolean(),
  plans: z.array(productPlan),
});
export type Product = z.output<typeof product>;

/** Null: the product stands for no offer of Seatline's. */
export const productAnswer = z.strictObject({ product: product.nullable() });
export type ProductAnswer = z.output<typeof productAnswer>;
