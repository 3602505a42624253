import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { eInvoiceOffer } from "../../../../../processes/billing/statement/e-invoice-offer";
import { relatedInvoices } from "../../../../../processes/billing/statement/related-invoices";
import { route } from "../../../../http/define-route";
import { invoiceDetailDocument } from "../answer";
import type { InvoiceAnswer } from "../document";
import { ownInvoice } from "../own-invoice";

/** One invoice or credit note of the session's company. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<InvoiceAnswer>): Promise<void> => {
  const invoice = await ownInvoice(req);
  const related = await relatedInvoices(req.scope, invoice);
  res.json({ invoice: invoiceDetailDocument(invoice, related, eInvoiceOffer(invoice)) });
});
