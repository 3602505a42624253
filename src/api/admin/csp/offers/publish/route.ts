import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../../../../connections/settings";
import { publishPlansWithHooks } from "../../../../../workflows/catalog/publish-plans";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { actorOf, nowOf } from "../../../../http/request-context";
import { refusedDocuments } from "../answer";
import { type PublishAnswer, planIdsBody } from "../document";

/** Puts plans on sale; plans that may not be sold are answered with the reason and change nothing. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<PublishAnswer>): Promise<void> => {
    const { plan_ids: planIds } = readInput(planIdsBody, req.body);
    const { market, currency } = settingsOf(req.scope).seller;
    const input = { planIds, market, currency, now: nowOf(req.scope), actor: actorOf(req) };
    const { published, refused } = await publishPlansWithHooks(req.scope, input);
    res.json({ published, refused: refusedDocuments(refused) });
  },
);
