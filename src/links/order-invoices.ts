import { defineLink } from "@medusajs/framework/utils";
import OrderModule from "@medusajs/medusa/order";
import BillingModule from "../modules/billing";

/** `order.csp_invoices`, which are those of the activation, and `csp_invoice.order`. */
const { cspInvoice } = BillingModule.linkable;
const { order } = OrderModule.linkable;

defineLink(
  { linkable: order, field: "id" },
  { ...cspInvoice.id, primaryKey: "order_id" },
  { readOnly: true, isList: true },
);
defineLink({ linkable: cspInvoice, field: "order_id" }, order, { readOnly: true });
