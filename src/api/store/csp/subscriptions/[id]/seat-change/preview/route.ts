import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { previewSeatChange } from "../../../../../../../processes/billing/preview/change";
import { route } from "../../../../../../http/define-route";
import { companyOf, nowOf } from "../../../../../../http/request-context";
import { seatPreviewDocument } from "../../../answer";
import type { SeatPreviewAnswer } from "../../../document";
import type { PostSeatChange } from "../../../validators";

/** What another number of seats would cost. Changes nothing. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostSeatChange>, res: MedusaResponse<SeatPreviewAnswer>): Promise<void> => {
    const subscriptionId = req.params.id ?? "";
    const company = await companyOf(req);
    if (!company) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${subscriptionId} was not found.`);
    }
    const { quantity } = req.validatedBody;
    const question = { companyId: company.id, subscriptionId, quantity, now: nowOf(req.scope) };
    res.json({ preview: seatPreviewDocument(await previewSeatChange(req.scope, question)) });
  },
);
