import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE } from "../../../modules/billing";
import { priceQuote, type QuoteRequest } from "./price-quote";
import type { Quote } from "./types";

/** How a quote is shown to the customer. What it makes is kept as evidence and never read again by the product. */
export type ShowQuote = (quote: Quote) => unknown;

/** Prices lines and keeps the quote, so that what was promised can be read later. @throws InputError */
export async function makeQuote(
  container: MedusaContainer,
  { shownAs, ...request }: QuoteRequest & { readonly shownAs: ShowQuote },
): Promise<Quote> {
  const quote = await priceQuote(container, request);
  await container.resolve(BILLING_MODULE).storeQuote({
    id: quote.id,
    hash: quote.hash,
    companyId: quote.companyId,
    currency: quote.currency,
    createdAt: quote.createdAt,
    expiresAt: quote.expiresAt,
    facts: {
      billingDay: quote.billingDay,
      lines: quote.lines.map(({ plan, quantity }) => ({
        planId: plan.planId,
        quantity,
        price: { unitTermPrice: plan.unitTermPrice, priceVersion: plan.priceVersion },
      })),
    },
    shown: shownAs(quote),
  });
  return quote;
}
