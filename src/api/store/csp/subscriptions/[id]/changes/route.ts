import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE } from "../../../../../../modules/subscription";
import { requestChange } from "../../../../../../processes/changes/request-change";
import { route } from "../../../../../http/define-route";
import { actorOf, nowOf } from "../../../../../http/request-context";
import type { PostChange } from "../../validators";
import { changeDocument } from "./answer";
import type { ChangeAnswer, ChangeListAnswer } from "./document";
import { ownSubscription } from "./own-subscription";

const MOST_SHOWN = 200;

/** What was asked for of a subscription of the session's company, the newest first. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ChangeListAnswer>): Promise<void> => {
    const subscription = await ownSubscription(req);
    const filter = { subscriptionIds: [subscription.id], limit: MOST_SHOWN };
    const changes = await req.scope.resolve(SUBSCRIPTION_MODULE).changes.list(filter);
    res.json({ changes: changes.map((change) => changeDocument(change, subscription)) });
  },
);

/** Asks for a change that was previewed. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostChange>, res: MedusaResponse<ChangeAnswer>): Promise<void> => {
    const subscription = await ownSubscription(req);
    const { change: wanted, hash } = req.validatedBody;
    const change = await requestChange(req.scope, {
      companyId: subscription.companyId,
      subscriptionId: subscription.id,
      wanted,
      hash,
      askedBy: { as: "customer", actor: actorOf(req), reason: null },
      now: nowOf(req.scope),
    });
    res.json({ change: changeDocument(change, subscription) });
  },
);
