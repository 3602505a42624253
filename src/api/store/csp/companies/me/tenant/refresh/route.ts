import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { refreshTenant } from "../../../../../../../processes/company/refresh-tenant";
import { route } from "../../../../../../http/define-route";
import { nowOf, requireCompany } from "../../../../../../http/request-context";
import { companyDocument } from "../../../answer";
import type { CompanyAnswer } from "../../../document";

/** Looks at Microsoft whether the owner of the company's proven tenant has accepted the seller since. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const company = await refreshTenant(req.scope, await requireCompany(req), nowOf(req.scope));
    res.json({ company: await companyDocument(req.scope, company) });
  },
);
