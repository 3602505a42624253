import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { sendPersonalData } from "../../../../http/personal-data";
import { nowOf } from "../../../../http/request-context";

/** What is kept about the signed-in person and their company. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const customerId = req.auth_context.actor_id;
  await sendPersonalData(req.scope, res, { customerId, actor: customerId, now: nowOf(req.scope) });
});
