import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { invoiceTransitions } from "../../../../../../domain/states";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { wakeTicker } from "../../../../../../processes/ticker";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { invoiceAnswer } from "../../answer";
import type { InvoiceAnswer } from "../../document";

/** Asks for another attempt on the company's saved card, now. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<InvoiceAnswer>): Promise<void> => {
    const billing = req.scope.resolve(BILLING_MODULE);
    const invoice = await billing.retrieveInvoice(idOf(req));
    if (!invoiceTransitions.may(invoice.status, "pay")) {
      const name = invoice.number ?? "This document";
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `${name} is ${invoice.status}; there is nothing to charge.`);
    }
    const now = nowOf(req.scope);
    const about = { billingAccountId: invoice.billingAccountId, invoiceId: invoice.id, billingRunId: null };
    const act = { at: now, actor: actorOf(req), action: "charge_asked", ...about, detail: { was: invoice.status } };
    await billing.inTransaction(async (trx) => {
      await billing.invoices.scheduleCharge(invoice.id, now, null, trx);
      await billing.journal.write(trx, [act]);
    });
    wakeTicker(req.scope);
    res.status(202).json(await invoiceAnswer(req.scope, await billing.retrieveInvoice(invoice.id)));
  },
);
