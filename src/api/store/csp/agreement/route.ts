import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CONSENT_STATEMENT } from "../../../../processes/company/record-consent";
import { currentAgreement } from "../../../../processes/company/vendor-directory";
import { route } from "../../../http/define-route";
import type { AgreementAnswer } from "./document";

/** The vendor's customer agreement in force, and the sentence that ticking its box states. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<AgreementAnswer>): Promise<void> => {
  const { templateId, type, link, version } = await currentAgreement(req.scope);
  res.json({ agreement: { template_id: templateId, type, link, version, statement: CONSENT_STATEMENT } });
});
