import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { subscriptionDocuments } from "../../../../processes/purchase/subscriptions/subscription-document";
import { companyOf, nowOf } from "../../../http/request-context";

/** The licences of the session's company. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const company = await companyOf(req);
  const filter = company && { companyId: company.id, now: nowOf(req.scope) };
  res.json({ subscriptions: filter ? await subscriptionDocuments(req.scope, filter) : [] });
}
