import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";

/** The names of Seatline's entities, by which links lead to them: ours in `src/links`, and a host's own. */
const LINKED_FIELDS = [
  ...["csp_billing_account", "csp_billing_accounts", "csp_company", "csp_companies"],
  ...["csp_company_member", "csp_company_members", "csp_invoice", "csp_invoices"],
  ...["csp_invoice_line", "csp_invoice_lines", "csp_plan", "csp_plans", "csp_subscription", "csp_subscriptions"],
];

/**
 * Whoever calls a store route chooses its fields, and may name any link: from a product one would get to everybody who
 * bought it. Medusa leaves restricted fields out unless a route allows them by name. The admin's routes show them.
 */
export function restrictLinkedFields(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  req.restrictedFields?.add(LINKED_FIELDS);
  next();
}
