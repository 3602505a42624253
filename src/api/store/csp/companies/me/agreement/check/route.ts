import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { checkAgreement } from "../../../../../../../processes/agreement/check";
import { route } from "../../../../../../http/define-route";
import { nowOf, originOf, requireCompany } from "../../../../../../http/request-context";
import { ownAgreementDocument } from "../../../../agreement/answer";
import type { OwnAgreementAnswer } from "../../../../agreement/document";
import type { PostAgreementCheck } from "../../../../validators";

/** Asks the vendor how far the company's agreement is, and carries it on. */
export const POST = route(
  async (
    req: AuthenticatedMedusaRequest<PostAgreementCheck>,
    res: MedusaResponse<OwnAgreementAnswer>,
  ): Promise<void> => {
    const company = await requireCompany(req);
    const asker = { ...originOf(req), customerId: req.auth_context.actor_id, isSaid: req.validatedBody.accepted };
    const { standing, isAway } = await checkAgreement(req.scope, company, { asker, now: nowOf(req.scope) });
    res.json({ agreement: ownAgreementDocument(company, standing, isAway) });
  },
);
