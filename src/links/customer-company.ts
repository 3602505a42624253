import { defineLink } from "@medusajs/framework/utils";
import CustomerModule from "@medusajs/medusa/customer";
import CompanyModule from "../modules/company";

/** `customer.csp_company_member.company` and `csp_company.members.customer`. */
const { cspCompanyMember } = CompanyModule.linkable;
const { customer } = CustomerModule.linkable;

defineLink(
  { linkable: customer, field: "id" },
  { ...cspCompanyMember.id, primaryKey: "customer_id" },
  { readOnly: true },
);
defineLink({ linkable: cspCompanyMember, field: "customer_id" }, customer, { readOnly: true });
