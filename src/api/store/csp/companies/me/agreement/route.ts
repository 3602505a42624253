import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { recordConsent } from "../../../../../../processes/company/record-consent";
import { assertCustomersMail } from "../../../../../../processes/company/vendor-fields";
import { route } from "../../../../../http/define-route";
import { nowOf, originOf, requireCompany } from "../../../../../http/request-context";
import type { PostAgreement } from "../../../validators";
import { companyDocument } from "../../answer";
import type { CompanyAnswer } from "../../document";

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
