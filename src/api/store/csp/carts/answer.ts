import type { PricedCart } from "../../../../processes/purchase/carts/price-cart";
import { quoteDocument } from "../quotes/answer";
import type { Cart } from "./document";

/** A cart as the store API shows it. */
export function cartDocument({ cart, quote, problems }: PricedCart): Cart {
  return {
    id: cart.id,
    lines: cart.lines.map((line) => ({
      id: line.id,
      plan_id: line.planId,
      quantity: line.quantity,
      offer_title: line.offerTitle,
      sku_title: line.skuTitle,
      term: line.term,
      billing_plan: line.billingPlan,
      handle: line.handle,
    })),
    quote: quote && quoteDocument(quote),
    problems: [...problems],
  };
}
