import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { chooseTenant } from "../../../../../../processes/company/choose-tenant";
import { route } from "../../../../../http/define-route";
import { actorOf, nowOf, requireCompany } from "../../../../../http/request-context";
import type { PostTenant } from "../../../validators";
import { companyDocument } from "../../answer";
import type { CompanyAnswer } from "../../document";

/** Chooses the tenant the licences will live in; the same choice again asks the vendor again. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostTenant>, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const company = await requireCompany(req);
    const by = { actor: actorOf(req), now: nowOf(req.scope) };
    const changed = await chooseTenant(req.scope, company, req.validatedBody, by);
    res.json({ company: await companyDocument(req.scope, changed) });
  },
);
