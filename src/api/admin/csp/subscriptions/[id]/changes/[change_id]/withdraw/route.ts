import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE } from "../../../../../../../../modules/subscription";
import { changeOf, withdrawChange } from "../../../../../../../../processes/changes/decide-change";
import { route } from "../../../../../../../http/define-route";
import { readInput } from "../../../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../../../http/request-context";
import { sellerChangeDocument } from "../../answer";
import { reasonBody, type SellerChangeAnswer } from "../../document";

/** Takes back a change of which nothing has reached the vendor, for a reason that the journal keeps. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SellerChangeAnswer>): Promise<void> => {
    const { reason } = readInput(reasonBody, req.body);
    const subscription = await req.scope.resolve(SUBSCRIPTION_MODULE).retrieve(idOf(req));
    const named = { subscriptionId: subscription.id, changeId: req.params.change_id ?? "" };
    const { id: changeId } = await changeOf(req.scope, named);
    const decision = { changeId, actor: actorOf(req), reason, now: nowOf(req.scope) };
    res.json({ change: sellerChangeDocument(await withdrawChange(req.scope, decision), subscription) });
  },
);
