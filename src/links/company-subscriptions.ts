import { defineLink } from "@medusajs/framework/utils";
import CompanyModule from "../modules/company";
import SubscriptionModule from "../modules/subscription";

/** `csp_company.subscriptions` and `csp_subscription.company`. */
const { cspCompany } = CompanyModule.linkable;
const { cspSubscription } = SubscriptionModule.linkable;

defineLink(
  { linkable: cspCompany, field: "id" },
  { ...cspSubscription.id, primaryKey: "company_id", alias: "subscription" },
  { readOnly: true, isList: true },
);
defineLink(
  { linkable: cspSubscription, field: "company_id" },
  { ...cspCompany.id, alias: "company" },
  { readOnly: true },
);
