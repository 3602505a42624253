import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import type { SubscriptionEvent } from "../../../../domain/subscription";
import { BILLING_MODULE, type BillingModuleService, type InvoiceDetail } from "../../../../modules/billing";
import { SUBSCRIPTION_MODULE, type SubscriptionModuleService } from "../../../../modules/subscription";
import { invoiceDetailDocument } from "../../../../workflows/billing/invoice-documents";

/** @throws MedusaError not_found */
export async function anyInvoice(req: MedusaRequest): Promise<InvoiceDetail> {
  const id = req.params.id ?? "";
  const invoice = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).invoices.detail(id);
  if (!invoice) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${id} was not found.`);
  }
  return invoice;
}

/** The invoice with everything that made each line, and each attempt to be paid with the bank's codes. */
export async function adminInvoiceDocument(req: MedusaRequest, invoice: InvoiceDetail) {
  const document = invoiceDetailDocument(invoice);
  const events = await eventsOf(req, invoice);
  return {
    ...document,
    company_id: invoice.companyId,
    order_id: invoice.orderId,
    billing_run_id: invoice.billingRunId,
    issued_at: invoice.issuedAt.toISOString(),
    tax_policy: invoice.taxPolicy,
    payment_intent_id: invoice.paymentIntentId,
    next_charge_at: invoice.nextChargeAt?.toISOString() ?? null,
    mailed_at: invoice.mailedAt?.toISOString() ?? null,
    lines: invoice.lines.map((line, index) => ({
      ...document.lines[index],
      kind: line.kind,
      inputs: {
        charge_key: line.chargeKey,
        reference_period: { start_on: line.referenceStart, end_on: line.referenceEnd },
        factor: `${line.factorNumerator}/${line.factorDenominator}`,
        policy_version: line.policyVersion,
        source_event: events.get(line.sourceEventId) ?? { id: line.sourceEventId },
      },
    })),
    attempts: invoice.attempts.map((attempt) => ({
      attempt_no: attempt.attemptNo,
      state: attempt.state,
      card: attempt.cardLabel,
      idempotency_key: attempt.idempotencyKey,
      charge_id: attempt.chargeId,
      code: attempt.code,
      decline_code: attempt.declineCode,
      advice_code: attempt.adviceCode,
      decline_class: attempt.declineClass,
      message: attempt.message,
      planned_at: attempt.plannedAt.toISOString(),
      finished_at: attempt.finishedAt?.toISOString() ?? null,
    })),
  };
}

async function eventsOf(req: MedusaRequest, invoice: InvoiceDetail): Promise<Map<string, SubscriptionEvent>> {
  const ids = [...new Set(invoice.lines.map((line) => line.subscriptionId))];
  const subscriptions = await req.scope.resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE).listForBilling({ ids });
  return new Map(subscriptions.flatMap((one) => one.events).map((event) => [event.id, event]));
}
