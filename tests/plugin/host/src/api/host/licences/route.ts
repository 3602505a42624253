import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** A route of the host's own that reads Seatline's data: the examples of docs/plugin.md, word for word. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  const email = String(req.query.email);

  const { data: customers } = await query.graph({
    entity: "customer",
    fields: [
      "id",
      "csp_company_member.company.legal_name",
      "csp_company_member.company.billing_accounts.invoices.number",
      "csp_company_member.company.billing_accounts.invoices.currency",
      "csp_company_member.company.billing_accounts.invoices.amount_due",
    ],
    filters: { email },
  });
  const company = customers[0]?.csp_company_member?.company;

  const { data: orders } = await query.graph({
    entity: "order",
    fields: ["id", "csp_subscriptions.*", "csp_subscriptions.invoice_lines.invoice.number"],
    filters: { email },
  });
  const licences = orders.flatMap((order) => order.csp_subscriptions ?? []);

  const { data: ending, metadata } = await query.graph({
    entity: "csp_subscription",
    fields: ["id", "title", "term_ends_on", "company.legal_name", "company.members.customer.email"],
    filters: { status: "active", auto_renew: true, term_ends_on: { $lte: "2099-12-31" } },
    pagination: { skip: 0, take: 50, order: { term_ends_on: "ASC" } },
  });

  res.json({ company, licences, ending, count: metadata?.count });
}
