import { defineLink } from "@medusajs/framework/utils";
import BillingModule from "../modules/billing";
import SubscriptionModule from "../modules/subscription";

/** `csp_subscription.invoice_lines` and `csp_invoice_line.subscription`. */
const { cspInvoiceLine } = BillingModule.linkable;
const { cspSubscription } = SubscriptionModule.linkable;

defineLink(
  { linkable: cspSubscription, field: "id" },
  { ...cspInvoiceLine.id, primaryKey: "subscription_id", alias: "invoice_line" },
  { readOnly: true, isList: true },
);
defineLink(
  { linkable: cspInvoiceLine, field: "subscription_id" },
  { ...cspSubscription.id, alias: "subscription" },
  { readOnly: true },
);
