import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { idOf, nowOf } from "../../../../http/request-context";
import { customerDocument } from "./answer";
import type { CustomerAnswer } from "./document";

/** What Seatline knows of one of Medusa's customers; null for those who act for no company. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CustomerAnswer>): Promise<void> => {
    res.json({ customer: await customerDocument(req.scope, { customerId: idOf(req), now: nowOf(req.scope) }) });
  },
);
