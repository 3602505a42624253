import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { subscriptionDocuments } from "../../../../../processes/purchase/subscriptions/subscription-document";
import { companyOf, nowOf } from "../../../../http/request-context";

/** One subscription of the session's company. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? "";
  const company = await companyOf(req);
  const filter = company && { companyId: company.id, id, now: nowOf(req.scope) };
  const [subscription] = filter ? await subscriptionDocuments(req.scope, filter) : [];
  if (!subscription) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${id} was not found.`);
  }
  res.json({ subscription });
}
