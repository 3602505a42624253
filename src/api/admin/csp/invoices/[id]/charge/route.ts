import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingModuleService } from "../../../../../../modules/billing";
import { adminInvoiceDocument } from "../../../../../../processes/billing/admin";
import { wakeTicker } from "../../../../../../processes/ticker";
import { nowOf } from "../../../../../http/request-context";
import { anyInvoice } from "../../any-invoice";

/** Asks for another attempt on the company's saved card, now. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const invoice = await anyInvoice(req);
  if (invoice.status !== "open" && invoice.status !== "payment_failed") {
    const name = invoice.number ?? "This document";
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `${name} is ${invoice.status}; there is nothing to charge.`);
  }
  await req.scope.resolve<BillingModuleService>(BILLING_MODULE).invoices.scheduleCharge(invoice.id, nowOf(req.scope));
  wakeTicker(req.scope);
  res.status(202).json({ invoice: await adminInvoiceDocument(req.scope, await anyInvoice(req)) });
}
