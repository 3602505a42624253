import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { priceQuote } from "../../../../processes/purchase/quotes/price-quote";
import { route } from "../../../http/define-route";
import { companyOf, nowOf } from "../../../http/request-context";
import { quoteDocument } from "./answer";
import type { QuoteAnswer } from "./document";
import type { PostQuote } from "./validators";

/** Prices lines for a visitor or, with tax, for the company of the session. */
export const POST = route(async (req: MedusaRequest<PostQuote>, res: MedusaResponse<QuoteAnswer>): Promise<void> => {
  const lines = req.validatedBody.lines.map((line) => ({ planId: line.plan_id, quantity: line.quantity }));
  const company = await companyOf(req);
  const request = { lines, company, now: nowOf(req.scope) };
  res.status(201).json({ quote: quoteDocument(await priceQuote(req.scope, request)) });
});
