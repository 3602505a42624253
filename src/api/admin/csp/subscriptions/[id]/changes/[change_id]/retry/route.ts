import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE } from "../../../../../../../../modules/subscription";
import { changeOf, retryChange } from "../../../../../../../../processes/changes/decide-change";
import { route } from "../../../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../../../http/request-context";
import { sellerChangeDocument } from "../../answer";
import type { SellerChangeAnswer } from "../../document";

/** Lets a change that stands go on where it stood. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SellerChangeAnswer>): Promise<void> => {
    const subscription = await req.scope.resolve(SUBSCRIPTION_MODULE).retrieve(idOf(req));
    const named = { subscriptionId: subscription.id, changeId: req.params.change_id ?? "" };
    const { id: changeId } = await changeOf(req.scope, named);
    const decision = { changeId, actor: actorOf(req), reason: null, now: nowOf(req.scope) };
    res.json({ change: sellerChangeDocument(await retryChange(req.scope, decision), subscription) });
  },
);
