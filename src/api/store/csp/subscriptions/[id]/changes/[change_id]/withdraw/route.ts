import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { changeOf, withdrawChange } from "../../../../../../../../processes/changes/decide-change";
import { route } from "../../../../../../../http/define-route";
import { nowOf } from "../../../../../../../http/request-context";
import { changeDocument } from "../../answer";
import type { ChangeAnswer } from "../../document";
import { ownSubscription } from "../../own-subscription";

/** Takes back a change of which nothing has reached the vendor. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ChangeAnswer>): Promise<void> => {
  const subscription = await ownSubscription(req);
  const named = { subscriptionId: subscription.id, changeId: req.params.change_id ?? "" };
  const { id: changeId } = await changeOf(req.scope, named);
  const decision = { changeId, actor: null, reason: null, now: nowOf(req.scope) };
  res.json({ change: changeDocument(await withdrawChange(req.scope, decision), subscription) });
});
