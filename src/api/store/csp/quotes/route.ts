import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { makeQuote } from "../../../../processes/purchase/quotes/store-quote";
import { route } from "../../../http/define-route";
import { companyOf, nowOf } from "../../../http/request-context";
import type { PostQuote } from "../validators";
import { quoteDocument } from "./answer";
import type { QuoteAnswer } from "./document";

/** Prices lines for a visitor or, with tax, for the company of the session. */
export const POST = route(async (req: MedusaRequest<PostQuote>, res: MedusaResponse<QuoteAnswer>): Promise<void> => {
  const lines = req.validatedBody.lines.map((line) => ({ planId: line.plan_id, quantity: line.quantity }));
  const company = await companyOf(req);
  const request = { lines, company, now: nowOf(req.scope), shownAs: quoteDocument };
  res.status(201).json({ quote: quoteDocument(await makeQuote(req.scope, request)) });
});
