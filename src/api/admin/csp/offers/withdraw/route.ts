import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { withdrawPlans } from "../../../../../processes/catalog";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { actorOf, nowOf } from "../../../../http/request-context";
import { planIdsBody, type WithdrawAnswer } from "../document";

/** Takes plans off sale at once. Running subscriptions are not touched. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<WithdrawAnswer>): Promise<void> => {
    const { plan_ids: planIds } = readInput(planIdsBody, req.body);
    const { withdrawn } = await withdrawPlans(req.scope, { planIds, now: nowOf(req.scope), actor: actorOf(req) });
    res.json({ withdrawn });
  },
);
