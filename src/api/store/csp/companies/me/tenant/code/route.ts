import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { COMPANY_MODULE } from "../../../../../../../modules/company";
import { wakeTicker } from "../../../../../../../processes/ticker";
import { route } from "../../../../../../http/define-route";
import { nowOf, requireCompany } from "../../../../../../http/request-context";
import { companyDocument } from "../../../answer";
import type { CompanyAnswer } from "../../../document";

/** Asks for another code. The answer is the same whether one goes out or not. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const company = await requireCompany(req);
    await req.scope.resolve(COMPANY_MODULE).wantCode(company.id, nowOf(req.scope));
    wakeTicker(req.scope);
    res.json({ company: await companyDocument(req.scope, company) });
  },
);
