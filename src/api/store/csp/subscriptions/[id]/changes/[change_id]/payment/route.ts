import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { changeOf } from "../../../../../../../../processes/changes/decide-change";
import { openChangePage } from "../../../../../../../../processes/changes/payment-page";
import { route } from "../../../../../../../http/define-route";
import { nowOf } from "../../../../../../../http/request-context";
import type { ChangePaymentAnswer } from "../../document";
import { ownSubscription } from "../../own-subscription";

/** Opens the page on which the payment of a change is confirmed at the bank. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ChangePaymentAnswer>): Promise<void> => {
    const { id: subscriptionId } = await ownSubscription(req);
    const change = await changeOf(req.scope, { subscriptionId, changeId: req.params.change_id ?? "" });
    const { url, until } = await openChangePage(req.scope, change.id, nowOf(req.scope));
    res.json({ url, until_at: until.toISOString() });
  },
);
