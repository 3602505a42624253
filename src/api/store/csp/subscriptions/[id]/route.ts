import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { listSubscriptions } from "../../../../../processes/billing/preview/list-subscriptions";
import { route } from "../../../../http/define-route";
import { companyOf, nowOf } from "../../../../http/request-context";
import { subscriptionDocument } from "../answer";
import type { SubscriptionAnswer } from "../document";

/** One subscription of the session's company. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SubscriptionAnswer>): Promise<void> => {
    const id = req.params.id ?? "";
    const now = nowOf(req.scope);
    const company = await companyOf(req);
    const [listed] = company ? await listSubscriptions(req.scope, { companyId: company.id, id, now }) : [];
    if (!listed) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${id} was not found.`);
    }
    res.json({ subscription: subscriptionDocument(listed, now) });
  },
);
