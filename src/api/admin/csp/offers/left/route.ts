import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CATALOG_MODULE } from "../../../../../modules/catalog";
import { route } from "../../../../http/define-route";
import { nowOf } from "../../../../http/request-context";
import { leftPlanDocument } from "../answer";
import type { LeftPlansAnswer } from "../document";

const MOST_TOLD = 200;

/** Plans that left the shop by themselves, since when and why. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<LeftPlansAnswer>): Promise<void> => {
    const left = await req.scope.resolve(CATALOG_MODULE).listLeftPlans({ now: nowOf(req.scope), limit: MOST_TOLD });
    res.json({ left_plans: left.map(leftPlanDocument) });
  },
);
