import type { MedusaContainer } from "@medusajs/framework/types";
import type { Company } from "../../../modules/company";
import { type FieldProblem, InputError } from "../../input-error";
import type { QuoteDocument } from "../quotes/quote-document";
import { makeQuote } from "../quotes/store-quote";
import { type LicenceCart, requestedLines } from "./cart";

export interface CartDocument {
  readonly id: string;
  readonly lines: readonly {
    readonly id: string;
    readonly plan_id: string;
    readonly quantity: number;
    readonly offer_title: string;
    readonly sku_title: string;
    readonly term: string;
    readonly billing_plan: string;
    readonly handle: string;
  }[];
  readonly quote: QuoteDocument | null;
  /** Why there is no quote although there are lines: a plan was withdrawn, a country has no tax set-up. */
  readonly problems: readonly FieldProblem[];
}

/** A cart as the store API shows it, priced at `now` for whoever looks at it. */
export async function cartDocument(
  container: MedusaContainer,
  cart: LicenceCart,
  company: Company | null,
  now: Date,
): Promise<CartDocument> {
  const { document, problems } = await priced(container, cart, company, now);
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
    quote: document,
    problems,
  };
}

async function priced(container: MedusaContainer, cart: LicenceCart, company: Company | null, now: Date) {
  const lines = requestedLines(cart);
  if (lines.length === 0) {
    return { document: null, problems: [] };
  }
  try {
    return { document: (await makeQuote(container, { lines, company, now })).document, problems: [] };
  } catch (error) {
    // A cart that cannot be priced any more must still be shown, so that its owner can mend it.
    if (error instanceof InputError) {
      return { document: null, problems: error.problems };
    }
    throw error;
  }
}
