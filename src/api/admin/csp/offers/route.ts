import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CATALOG_MODULE } from "../../../../modules/catalog";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { planDocument } from "./answer";
import type { PlansAnswer } from "./document";
import { plansQuery } from "./validators";

/** Plans of all price sheets with cost, list price, selling price and margin. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<PlansAnswer>): Promise<void> => {
  const { q, segment, term, billing_plan, published, limit, offset } = readInput(plansQuery, withoutEmpty(req.query));
  const { plans, count } = await req.scope.resolve(CATALOG_MODULE).listPlansForAdmin({
    words: q,
    segment: segment ?? null,
    term: term ?? null,
    billingPlan: billing_plan ?? null,
    published,
    limit,
    offset,
    now: nowOf(req.scope),
  });
  res.json({ plans: plans.map(planDocument), count, limit, offset });
});
