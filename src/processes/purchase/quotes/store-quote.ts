import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";

import { priceQuote, type QuoteRequest } from "./price-quote";
import { type QuoteDocument, quoteDocument } from "./quote-document";
import type { Quote } from "./types";

/** A quote and the document the customer reads; the stored row keeps the document as it was shown. */
export interface ShownQuote {
  readonly quote: Quote;
  readonly document: QuoteDocument;
}

/** Prices lines and keeps the quote, so that what was promised can be read later. @throws InputError */
export async function makeQuote(container: MedusaContainer, request: QuoteRequest): Promise<ShownQuote> {
  const quote = await priceQuote(container, request);
  const document = quoteDocument(quote);
  await container.resolve<BillingModuleService>(BILLING_MODULE).storeQuote({
    id: quote.id,
    hash: quote.hash,
    companyId: quote.companyId,
    currency: quote.currency,
    createdAt: quote.createdAt,
    expiresAt: quote.expiresAt,
    body: document,
  });
  return { quote, document };
}
