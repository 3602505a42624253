import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { COMPANY_MODULE } from "../../../../../modules/company";
import { checkTaxIdSoon } from "../../../../../processes/billing/tax-id";
import { assertCustomersMail } from "../../../../../processes/company/vendor-fields";
import { assertCountryTaxed } from "../../../../../processes/purchase/quotes/tax";
import { route } from "../../../../http/define-route";
import { actorOf, companyOf, nowOf, requireCompany } from "../../../../http/request-context";
import type { PostCompany } from "../../validators";
import { companyDocument } from "../answer";
import type { CompanyAnswer, OwnCompanyAnswer } from "../document";
import { journalCompany } from "../journal-company";
import { changedFields, profileFrom } from "../profile";

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
    assertCustomersMail(req.scope, profile.email);
    const { id } = await requireCompany(req);
    await assertCountryTaxed(req.scope, profile.address, "address.country_code");
    const companies = req.scope.resolve(COMPANY_MODULE);
    const { before, company } = await companies.asMember(id, actorOf(req), async (trx) => {
      const before = await companies.retrieve(id, trx);
      const company = await companies.update(id, profile, nowOf(req.scope), trx);
      await journalCompany(req, id, "change", { fields: changedFields(before, company) }, trx);
      return { before, company };
    });
    // The directory may name the holder, so a new name is asked about as well.
    const isNews =
      before.taxId !== company.taxId ||
      before.legalName !== company.legalName ||
      before.address.countryCode !== company.address.countryCode;
    if (isNews) {
      await checkTaxIdSoon(req.scope, id, nowOf(req.scope));
    }
    res.json({ company: await companyDocument(req.scope, isNews ? await companies.retrieve(id) : company) });
  },
);
