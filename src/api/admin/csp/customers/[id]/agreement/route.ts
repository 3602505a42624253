import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { COMPANY_MODULE } from "../../../../../../modules/company";
import { checkAgreement } from "../../../../../../processes/agreement/check";
import { route } from "../../../../../http/define-route";
import { idOf, nowOf } from "../../../../../http/request-context";
import { agreementEvidence } from "../answer";
import type { AgreementEvidenceAnswer } from "./document";

/** Asks the vendor anew how a customer's company stands with its agreement, and carries on what was begun. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AgreementEvidenceAnswer>): Promise<void> => {
    const companies = req.scope.resolve(COMPANY_MODULE);
    const company = await companies.retrieveForCustomer(idOf(req));
    if (company === null) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Customer ${idOf(req)} acts for no company.`);
    }
    const now = nowOf(req.scope);
    const { isAway } = await checkAgreement(req.scope, company, { asker: null, now, anew: true });
    res.json({ agreement_evidence: await agreementEvidence(req.scope, company, now), is_away: isAway });
  },
);
