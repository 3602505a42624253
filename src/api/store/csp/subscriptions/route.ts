import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { listSubscriptions } from "../../../../processes/billing/preview/list-subscriptions";
import { route } from "../../../http/define-route";
import { companyOf, nowOf } from "../../../http/request-context";
import { subscriptionDocument } from "./answer";
import type { SubscriptionListAnswer } from "./document";

/** The licences of the session's company. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SubscriptionListAnswer>): Promise<void> => {
    const now = nowOf(req.scope);
    const company = await companyOf(req);
    const listed = company ? await listSubscriptions(req.scope, { companyId: company.id, now }) : [];
    res.json({ subscriptions: listed.map((one) => subscriptionDocument(one, now)) });
  },
);
