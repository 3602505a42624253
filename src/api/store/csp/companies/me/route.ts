import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { COMPANY_MODULE } from "../../../../../modules/company";
import { assertCountryTaxed } from "../../../../../processes/purchase/quotes/tax";
import { route } from "../../../../http/define-route";
import { companyOf, nowOf, requireCompany } from "../../../../http/request-context";
import type { PostCompany } from "../../validators";
import { companyDocument } from "../answer";
import type { CompanyAnswer, OwnCompanyAnswer } from "../document";
import { profileFrom } from "../profile";

/** The company of the session, or null before sign-up is finished. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<OwnCompanyAnswer>): Promise<void> => {
    const company = await companyOf(req);
    res.json({ company: company && (await companyDocument(req.scope, company)) });
  },
);

/** Replaces the company's data. Invoices already issued keep theirs. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostCompany>, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const profile = profileFrom(req.validatedBody);
    const { id } = await requireCompany(req);
    await assertCountryTaxed(req.scope, profile.address.countryCode, "address.country_code");
    const companies = req.scope.resolve(COMPANY_MODULE);
    const company = await companies.update(id, profile, nowOf(req.scope));
    res.json({ company: await companyDocument(req.scope, company) });
  },
);
