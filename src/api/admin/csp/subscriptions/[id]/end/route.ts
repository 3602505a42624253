import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { endGone } from "../../../../../../processes/subscription/decide-held";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { subscriptionDocument } from "../../answer";
import type { SubscriptionAnswer } from "../../document";

/** Ends a subscription whose licences are gone at the vendor. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SubscriptionAnswer>): Promise<void> => {
    const decision = { id: idOf(req), actor: actorOf(req), now: nowOf(req.scope) };
    const { id } = await endGone(req.scope, decision);
    res.json({ subscription: await subscriptionDocument(req.scope, id, decision.now) });
  },
);
