import { z } from "zod";
import { billingPlan, fieldProblem, term } from "../document";
import { quote } from "../quotes/document";

export const cartLine = z.strictObject({
  id: z.string(),
  plan_id: z.string(),
  quantity: z.int().positive(),
  offer_title: z.string(),
  sku_title: z.string(),
  term,
  billing_plan: billingPlan,
  handle: z.string(),
});

export const cart = z.strictObject({
  id: z.string(),
  lines: z.array(cartLine),
  quote: quote.nullable(),
  /** Why there is no quote although there are lines: a plan was withdrawn, a country has no tax set-up. */
  problems: z.array(fieldProblem),
});

export const cartAnswer = z.strictObject({ cart });
/** Null: the customer has none with a line in it. */
export const ownCartAnswer = z.strictObject({ cart: cart.nullable() });

export type CartLine = z.output<typeof cartLine>;
export type Cart = z.output<typeof cart>;
export type OwnCartAnswer = z.output<typeof ownCartAnswer>;
export type CartAnswer = z.output<typeof cartAnswer>;
