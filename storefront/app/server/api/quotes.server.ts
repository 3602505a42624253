import { type Quote, quoteAnswer } from "../../../../src/api/store/csp/quotes/document";
import type { MedusaClient } from "../medusa.server";

export type { QuoteLine } from "../../../../src/api/store/csp/quotes/document";
export type { Quote };

/** Asks for a binding price. With a signed-in company the tax is included. */
export async function requestQuote(
  api: MedusaClient,
  lines: readonly { plan_id: string; quantity: number }[],
): Promise<Quote> {
  return (await api.post("/store/csp/quotes", { body: { lines }, schema: quoteAnswer })).quote;
}
