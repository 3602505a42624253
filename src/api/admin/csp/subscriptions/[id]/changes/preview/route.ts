import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { SUBSCRIPTION_MODULE } from "../../../../../../../modules/subscription";
import { previewChange } from "../../../../../../../processes/billing/preview/change";
import { route } from "../../../../../../http/define-route";
import { readInput } from "../../../../../../http/read-input";
import { idOf, nowOf } from "../../../../../../http/request-context";
import { changePreviewDocument } from "../../../../../../store/csp/subscriptions/[id]/changes/answer";
import { type SellerChangePreviewAnswer, sellerChangePreviewBody } from "../document";

/** What a change of a subscription would mean to its company. Changes nothing. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SellerChangePreviewAnswer>): Promise<void> => {
    const { change: wanted } = readInput(sellerChangePreviewBody, req.body);
    const { id: subscriptionId, companyId } = await req.scope.resolve(SUBSCRIPTION_MODULE).retrieve(idOf(req));
    const question = { companyId, subscriptionId, wanted, now: nowOf(req.scope) };
    res.json({ preview: changePreviewDocument(await previewChange(req.scope, question)) });
  },
);
