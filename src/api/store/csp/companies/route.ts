import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { COMPANY_MODULE } from "../../../../modules/company";
import { checkTaxIdSoon } from "../../../../processes/billing/tax-id";
import { assertCustomersMail } from "../../../../processes/company/vendor-fields";
import { assertCountryTaxed } from "../../../../processes/purchase/quotes/tax";
import { route } from "../../../http/define-route";
import { nowOf } from "../../../http/request-context";
import type { PostCompany } from "../validators";
import { companyDocument } from "./answer";
import type { CompanyAnswer } from "./document";
import { profileFrom } from "./profile";

/** Creates the company of the signed-in customer. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest<PostCompany>, res: MedusaResponse<CompanyAnswer>): Promise<void> => {
    const profile = profileFrom(req.validatedBody);
    assertCustomersMail(req.scope, profile.email);
    await assertCountryTaxed(req.scope, profile.address, "address.country_code");
    const companies = req.scope.resolve(COMPANY_MODULE);
    const result = await companies.create(req.auth_context.actor_id, profile, nowOf(req.scope));
    if (result.outcome === "exists") {
      const message = "You act for a company already; change its data instead of creating another one.";
      throw new MedusaError(MedusaError.Types.CONFLICT, message);
    }
    const { id } = result.company;
    await checkTaxIdSoon(req.scope, id, nowOf(req.scope));
    res.status(201).json({ company: await companyDocument(req.scope, await companies.retrieve(id)) });
  },
);
