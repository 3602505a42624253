import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { agreementStanding } from "../../../../../../processes/agreement/standing";
import { recordConsent } from "../../../../../../processes/company/record-consent";
import { assertCustomersMail } from "../../../../../../processes/company/vendor-fields";
import { route } from "../../../../../http/define-route";
import { nowOf, originOf, requireCompany } from "../../../../../http/request-context";
import { ownAgreementDocument } from "../../../agreement/answer";
import type { OwnAgreementAnswer } from "../../../agreement/document";
import type { PostAgreement } from "../../../validators";
import { companyDocument } from "../../answer";
import type { CompanyAnswer } from "../../document";

/** How the company stands with the vendor's agreement, as far as it is known; the vendor is not asked. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<OwnAgreementAnswer>): Promise<void> => {
    const company = await requireCompany(req);
    const standing = await agreementStanding(req.scope, company, nowOf(req.scope));
    res.json({ agreement: ownAgreementDocument(company, standing, false) });
  },
);

/** Stores the consent to the vendor's customer agreement, with who gave it and from where. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostAgreement>, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const company = await requireCompany(req);
    const form = req.validatedBody;
    assertCustomersMail(req.scope, form.email);
    const consent = {
      templateId: form.template_id,
      firstName: form.first_name,
      lastName: form.last_name,
      email: form.email,
      phone: form.phone,
      customerId: req.auth_context.actor_id,
      ...originOf(req),
    };
    const changed = await recordConsent(req.scope, company, consent, nowOf(req.scope));
    res.json({ company: await companyDocument(req.scope, changed) });
  },
);
