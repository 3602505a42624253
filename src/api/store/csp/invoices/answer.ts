import { addDays } from "../../../../domain/calendar";
import { decimalMoney, money } from "../../../../domain/money";
import type { ChargeAttempt, Invoice, InvoiceDetail, InvoiceLine, NewInvoice } from "../../../../modules/billing";
import type { EInvoiceOffer } from "../../../../processes/billing/statement/e-invoice-offer";
import type { RelatedInvoices } from "../../../../processes/billing/statement/related-invoices";
import type * as document from "./document";

/** An invoice or a credit note in a list, as its customer sees it. Amounts of a credit note are negative. */
export function invoiceDocument(invoice: Invoice): document.Invoice {
  const { number, status } = invoice;
  if (number === null || status === "draft") {
    throw new Error(`Invoice ${invoice.id} is a draft, which is never shown to its customer.`);
  }
  const amount = (minor: number) => decimalMoney(money(minor, invoice.currency));
  return {
    id: invoice.id,
    number,
    kind: invoice.kind,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    period: {
      start_on: invoice.periodStart,
      end_on: invoice.periodEnd,
      last_on: addDays(invoice.periodEnd, -1),
    },
    status,
    paid_at: invoice.paidAt?.toISOString() ?? null,
    total: amount(invoice.gross),
    discount: amount(invoice.discount),
    net: amount(invoice.net),
    tax: amount(invoice.tax),
    credit_applied: amount(invoice.creditApplied),
    amount_credited: amount(invoice.amountCredited),
    amount_reversed: amount(invoice.amountReversed),
    amount_paid: amount(invoice.amountPaid),
    amount_due: amount(invoice.amountDue),
    credited_invoice_id: invoice.creditedInvoiceId,
    credit_reason: invoice.creditReason,
    purchase_order_number: invoice.purchaseOrderNumber,
    order_display_id: invoice.orderDisplayId,
    payment_failure: invoice.paymentFailure
      ? { at: invoice.paymentFailure.at, reason: invoice.paymentFailure.reason }
      : null,
  };
}

/** The whole invoice or credit note, as its customer sees it. */
export function invoiceDetailDocument(
  invoice: InvoiceDetail,
  { credited, corrected, creditNotes }: RelatedInvoices,
  offer: EInvoiceOffer,
): document.InvoiceDetail {
  return {
    ...invoiceDocument(invoice),
    seller: partyDocument(invoice.seller),
    buyer: partyDocument(invoice.buyer),
    lines: invoice.lines.map((line) => ({ id: line.id, ...plannedLineDocument(line, invoice.currency) })),
    tax_summary: taxSummaryDocument(invoice),
    payments: invoice.attempts.map((attempt) => paymentDocument(attempt, invoice)),
    credited_invoice: credited && { id: credited.id, number: invoiceDocument(credited).number },
    corrected_invoices: corrected.map(({ id, number, issuedOn }) => ({ id, number, issued_on: issuedOn })),
    credit_notes: creditNotes.map((note) => {
      const { id, number, issued_on, total, credit_reason } = invoiceDocument(note);
      return { id, number, issued_on, total, credit_reason };
    }),
    e_invoice: offer,
  };
}

/** A line with every figure that made its amount: on an issued invoice (which adds its id) and on one that is planned. */
export function plannedLineDocument(line: InvoiceLine, currency: string): document.PlannedLine {
  const amount = (minor: number) => decimalMoney(money(minor, currency));
  return {
    kind: line.kind,
    description: line.title,
    detail: line.detail,
    formula: line.formula,
    period: { start_on: line.periodStart, last_on: addDays(line.periodEnd, -1) },
    reference_period: { start_on: line.referenceStart, last_on: addDays(line.referenceEnd, -1) },
    days: line.factorNumerator,
    reference_days: line.factorDenominator,
    quantity: line.quantity,
    unit_price: amount(line.unitPrice),
    before_discount: amount(line.net + line.discount),
    discount: amount(line.discount),
    discounts: line.discounts.map((discount) => ({
      name: discount.name,
      in_words: discount.inWords,
      amount: decimalMoney(discount.amount),
    })),
    net: amount(line.net),
    tax: amount(line.tax),
    subscription_id: line.subscriptionId,
    purchase_order_number: line.purchaseOrderNumber,
  };
}

/** Tax by rate, with the amount it is taken from. */
export function taxSummaryDocument({
  taxSummary,
  currency,
}: Pick<NewInvoice, "taxSummary" | "currency">): document.TaxSummary {
  return taxSummary.map(({ rate, base, tax }) => ({
    name: rate.name,
    rate_percent: rate.ratePercent,
    note: rate.note ?? null,
    base: decimalMoney(money(base, currency)),
    tax: decimalMoney(money(tax, currency)),
  }));
}

function partyDocument(party: InvoiceDetail["seller"]): document.InvoiceDetail["seller"] {
  return {
    name: party.name,
    address_lines: [...party.addressLines],
    country_code: party.countryCode,
    tax_id: party.taxId,
    email: party.email,
    phone: party.phone,
  };
}

/** A customer learns how the attempt ended; the bank's codes are for the seller only. */
function paymentDocument(attempt: ChargeAttempt, invoice: Invoice): document.InvoiceDetail["payments"][number] {
  const refused = attempt.state === "declined" || attempt.state === "needs_action";
  return {
    at: (attempt.finishedAt ?? attempt.sentAt ?? attempt.plannedAt).toISOString(),
    amount: decimalMoney(money(attempt.amount, attempt.currency)),
    card: attempt.cardLabel,
    state: attempt.state,
    decline_reason: refused ? (invoice.paymentFailure?.reason ?? "The bank declined the payment.") : null,
  };
}
