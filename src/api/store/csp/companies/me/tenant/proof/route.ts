import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { proveByCode } from "../../../../../../../processes/company/prove-tenant";
import { route } from "../../../../../../http/define-route";
import { nowOf, requireCompany } from "../../../../../../http/request-context";
import type { PostTenantProof } from "../../../../validators";
import { companyDocument } from "../../../answer";
import type { CompanyAnswer } from "../../../document";

/** Proves that the chosen tenant is the company's own, by the code that its contact at Microsoft was sent. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostTenantProof>, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const company = await requireCompany(req);
    const proven = await proveByCode(req.scope, company, req.validatedBody.code, nowOf(req.scope));
    res.json({ company: await companyDocument(req.scope, proven) });
  },
);
