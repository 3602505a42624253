import { defineLink } from "@medusajs/framework/utils";
import BillingModule from "../modules/billing";
import CompanyModule from "../modules/company";

/** `csp_company.billing_accounts` and `csp_billing_account.company`. */
const { cspBillingAccount } = BillingModule.linkable;
const { cspCompany } = CompanyModule.linkable;

defineLink(
  { linkable: cspCompany, field: "id" },
  { ...cspBillingAccount.id, primaryKey: "company_id", alias: "billing_account" },
  { readOnly: true, isList: true },
);
defineLink(
  { linkable: cspBillingAccount, field: "company_id" },
  { ...cspCompany.id, alias: "company" },
  { readOnly: true },
);
