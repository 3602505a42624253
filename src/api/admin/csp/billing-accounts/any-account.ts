import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingAccount, type BillingModuleService } from "../../../../modules/billing";
import { COMPANY_MODULE, type CompanyService } from "../../../../modules/company";
import { accountDocument, openAmountOf } from "../../../../processes/billing/admin";

/** @throws MedusaError not_found */
export async function anyAccount(req: MedusaRequest): Promise<BillingAccount> {
  const id = req.params.id ?? "";
  const account = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).accounts.byId(id);
  if (!account) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Billing account ${id} was not found.`);
  }
  return account;
}

/** The account as its page shows it. */
export async function accountAnswer(req: MedusaRequest, account: BillingAccount) {
  const [company, open] = await Promise.all([
    req.scope.resolve<CompanyService>(COMPANY_MODULE).retrieve(account.companyId),
    openAmountOf(req.scope, account.id),
  ]);
  return accountDocument(account, company.legalName, open);
}
