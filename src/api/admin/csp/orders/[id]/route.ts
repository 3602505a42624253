import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { idOf, nowOf } from "../../../../http/request-context";
import { orderDocument } from "./answer";
import type { OrderAnswer } from "./document";

/** What Seatline knows of one of Medusa's orders; null for those of a host's own goods. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<OrderAnswer>): Promise<void> => {
  res.json({ order: await orderDocument(req.scope, idOf(req), nowOf(req.scope)) });
});
