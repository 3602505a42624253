import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { Modules } from "@medusajs/framework/utils";
import { route } from "../../../../../http/define-route";
import { sendPersonalData } from "../../../../../http/personal-data";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";

/** What is kept about a customer, for who asks under law. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const customerId = idOf(req);
  await req.scope.resolve(Modules.CUSTOMER).retrieveCustomer(customerId, { select: ["id"] });
  await sendPersonalData(req.scope, res, { customerId, actor: actorOf(req), now: nowOf(req.scope) });
});
