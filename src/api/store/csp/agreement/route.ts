import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { agreementWay } from "../../../../processes/agreement/way";
import { CONSENT_STATEMENT } from "../../../../processes/company/record-consent";
import { currentAgreement } from "../../../../processes/company/vendor-directory";
import { route } from "../../../http/define-route";
import { nowOf } from "../../../http/request-context";
import type { AgreementAnswer } from "./document";

/** How the vendor's customer agreement is accepted now; with a box to tick, the text in force and what ticking states. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<AgreementAnswer>): Promise<void> => {
  const way = agreementWay(req.scope, nowOf(req.scope));
  if (way === "attestation") {
    res.json({ way, agreement: null });
    return;
  }
  const { templateId, type, link, version } = await currentAgreement(req.scope);
  res.json({ way, agreement: { template_id: templateId, type, link, version, statement: CONSENT_STATEMENT } });
});
