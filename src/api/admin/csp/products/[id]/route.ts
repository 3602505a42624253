import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { idOf, nowOf } from "../../../../http/request-context";
import { productDocument } from "./answer";
import type { ProductAnswer } from "./document";

/** What Seatline knows of one of Medusa's products, with costs; null for a host's own goods. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ProductAnswer>): Promise<void> => {
  res.json({ product: await productDocument(req.scope, { productId: idOf(req), now: nowOf(req.scope) }) });
});
