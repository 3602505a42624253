import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { COMPANY_MODULE } from "../../../../../../modules/company";
import { decideTaxId } from "../../../../../../processes/billing/tax-id";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { taxIdDocument } from "../answer";
import { type TaxIdAnswer, taxIdBody } from "./document";

/** Decides by hand whether the VAT id of a customer's company is valid, with a reason that is kept. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<TaxIdAnswer>): Promise<void> => {
  const body = readInput(taxIdBody, req.body);
  const companies = req.scope.resolve(COMPANY_MODULE);
  const company = await companies.retrieveForCustomer(idOf(req));
  if (company === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Customer ${idOf(req)} acts for no company.`);
  }
  const { tax_id: taxId, valid, reason } = body;
  await decideTaxId(req.scope, {
    companyId: company.id,
    taxId,
    valid,
    reason,
    by: actorOf(req),
    now: nowOf(req.scope),
  });
  const decided = await companies.retrieve(company.id);
  res.json({ tax_id_evidence: await taxIdDocument(req.scope, decided) });
});
