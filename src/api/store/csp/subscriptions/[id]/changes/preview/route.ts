import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { previewChange } from "../../../../../../../processes/billing/preview/change";
import { route } from "../../../../../../http/define-route";
import { nowOf } from "../../../../../../http/request-context";
import type { PostChangePreview } from "../../../validators";
import { changePreviewDocument } from "../answer";
import type { ChangePreviewAnswer } from "../document";
import { ownSubscription } from "../own-subscription";

/** What a change of a subscription would mean. Changes nothing. */
export const POST = route(
  async (
    req: AuthenticatedMedusaRequest<PostChangePreview>,
    res: MedusaResponse<ChangePreviewAnswer>,
  ): Promise<void> => {
    const { id: subscriptionId, companyId } = await ownSubscription(req);
    const question = { companyId, subscriptionId, wanted: req.validatedBody.change, now: nowOf(req.scope) };
    res.json({ preview: changePreviewDocument(await previewChange(req.scope, question)) });
  },
);
