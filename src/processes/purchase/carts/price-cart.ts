import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../../errors/input-error";
import type { FieldProblem } from "../../../input";
import type { Company } from "../../../modules/company";
import { priceQuote } from "../quotes/price-quote";
import type { Quote } from "../quotes/types";
import { type LicenceCart, requestedLines } from "./cart";

export type PricedCart = {
  readonly cart: LicenceCart;
  readonly quote: Quote | null;
  /** Why there is no quote although there are lines: a plan was withdrawn, a country has no tax set-up. */
  readonly problems: readonly FieldProblem[];
};

/** Prices a cart at `now` for whoever looks at it; writes nothing. */
export async function priceCart(
  container: MedusaContainer,
  cart: LicenceCart,
  context: { readonly company: Company | null; readonly now: Date },
): Promise<PricedCart> {
  const lines = requestedLines(cart);
  if (lines.length === 0) {
    return { cart, quote: null, problems: [] };
  }
  try {
    return { cart, quote: await priceQuote(container, { lines, ...context }), problems: [] };
  } catch (error) {
    // A cart that cannot be priced any more must still be shown, so that its owner can mend it.
    if (error instanceof InputError) {
      return { cart, quote: null, problems: error.problems };
    }
    throw error;
  }
}
