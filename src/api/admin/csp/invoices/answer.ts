import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../domain/money";
import type { SubscriptionEvent } from "../../../../domain/subscription";
import {
  BILLING_MODULE,
  type BillingModuleService,
  type ChargeAttempt,
  type Invoice,
  type InvoiceDetail,
  type PartySnapshot,
} from "../../../../modules/billing";
import { SUBSCRIPTION_MODULE } from "../../../../modules/subscription";
import { eInvoiceOffer } from "../../../../processes/billing/statement/e-invoice-offer";
import type * as document from "./document";
import { inputsDocument, lineDocument, periodDocument, taxSummaryDocument, totalsDocument } from "./lines/answer";

/** A document in the admin's list: an invoice, a draft or a credit note. */
export function invoiceDocument(invoice: Invoice, companyName: string): document.Invoice {
  const amount = (minor: number) => decimalMoney(money(minor, invoice.currency));
  return {
    id: invoice.id,
    number: invoice.number,
    kind: invoice.kind,
    status: invoice.status,
    company_id: invoice.companyId,
    company_name: companyName,
    billing_account_id: invoice.billingAccountId,
    billing_run_id: invoice.billingRunId,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    period: periodDocument({ start: invoice.periodStart, end: invoice.periodEnd }),
    ...totalsDocument(invoice),
    credit_applied: amount(invoice.creditApplied),
    amount_credited: amount(invoice.amountCredited),
    amount_reversed: amount(invoice.amountReversed),
    amount_paid: amount(invoice.amountPaid),
    amount_due: amount(invoice.amountDue),
    paid_at: invoice.paidAt?.toISOString() ?? null,
    credited_invoice_id: invoice.creditedInvoiceId,
    credit_reason: invoice.creditReason,
    payment_failure: invoice.paymentFailure && {
      at: invoice.paymentFailure.at,
      decline_class: invoice.paymentFailure.declineClass,
      reason: invoice.paymentFailure.reason,
    },
  };
}

/** The document with everything that made each line, its credit notes and each attempt to be paid. */
export async function invoiceAnswer(
  container: MedusaContainer,
  invoice: InvoiceDetail,
): Promise<document.InvoiceAnswer> {
  const billing = container.resolve(BILLING_MODULE);
  const [events, earlier, credited, related] = await Promise.all([
    eventsOf(container, invoice),
    billing.traces.earlierLines(invoice.id),
    billing.traces.creditedLines(invoice.id),
    relatedDocument(billing, invoice),
  ]);
  const detail = {
    ...invoiceDocument(invoice, invoice.buyer.name),
    ...related,
    locale: invoice.locale,
    seller: partyDocument(invoice.seller),
    buyer: partyDocument(invoice.buyer),
    purchase_order_number: invoice.purchaseOrderNumber,
    order_id: invoice.orderId,
    order_display_id: invoice.orderDisplayId,
    issued_at: invoice.issuedAt.toISOString(),
    silent: invoice.silent,
    tax_policy: invoice.taxPolicy,
    tax_summary: taxSummaryDocument(invoice),
    payment_intent_id: invoice.paymentIntentId,
    next_charge_at: invoice.nextChargeAt?.toISOString() ?? null,
    charge_hold: invoice.chargeHold,
    mailed_at: invoice.mailedAt?.toISOString() ?? null,
    e_invoice: eInvoiceOffer(invoice),
    lines: invoice.lines.map((line) => ({
      ...lineDocument(line, invoice.currency),
      left_to_credit: decimalMoney(money(line.net - (credited.get(line.id) ?? 0), invoice.currency)),
      inputs: inputsDocument(line, { event: events.get(line.sourceEventId), earlier: earlier.get(line.id) ?? [] }),
    })),
    attempts: invoice.attempts.map(attemptDocument),
  };
  return { invoice: detail };
}

async function relatedDocument(
  { invoices, statement }: BillingModuleService,
  invoice: InvoiceDetail,
): Promise<document.Related> {
  const credited = invoice.creditedInvoiceId === null ? null : await invoices.detail(invoice.creditedInvoiceId);
  const notes = invoice.kind === "credit_note" ? [] : await statement.creditNotesOf(invoice.id);
  return {
    credited_invoice: credited && { id: credited.id, number: credited.number },
    credit_notes: notes.map((note) => ({
      id: note.id,
      number: note.number,
      issued_on: note.issuedOn,
      total: decimalMoney(money(note.gross, note.currency)),
      credit_reason: note.creditReason,
    })),
  };
}

async function eventsOf(
  container: MedusaContainer,
  invoice: InvoiceDetail,
): Promise<ReadonlyMap<string, SubscriptionEvent>> {
  const ids = [...new Set(invoice.lines.map((line) => line.subscriptionId))];
  const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ ids });
  return new Map(subscriptions.flatMap((one) => one.events).map((event) => [event.id, event]));
}

function partyDocument(party: PartySnapshot): document.Party {
  return {
    name: party.name,
    address_lines: party.addressLines,
    country_code: party.countryCode,
    tax_id: party.taxId,
    email: party.email,
    phone: party.phone,
  };
}

function attemptDocument(attempt: ChargeAttempt): document.Attempt {
  return {
    attempt_no: attempt.attemptNo,
    state: attempt.state,
    amount: decimalMoney(money(attempt.amount, attempt.currency)),
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
  };
}
