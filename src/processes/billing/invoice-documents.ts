import { addDays } from "../../domain/calendar";
import { money, moneyDocument } from "../../domain/money";
import type { ChargeAttempt, Invoice, InvoiceDetail, InvoiceLine, NewInvoice } from "../../modules/billing";

/** An invoice or a credit note in a list, as its customer sees it. Amounts of a credit note are negative. */
export function invoiceDocument(invoice: Invoice) {
  const amount = (minor: number) => moneyDocument(money(minor, invoice.currency));
  return {
    id: invoice.id,
    number: invoice.number,
    kind: invoice.kind,
    issued_on: invoice.issuedOn,
    due_on: invoice.dueOn,
    period: {
      start_on: invoice.periodStart,
      end_on: invoice.periodEnd,
      last_on: addDays(invoice.periodEnd, -1),
    },
    status: invoice.status,
    paid_at: invoice.paidAt?.toISOString() ?? null,
    total: amount(invoice.gross),
    discount: amount(invoice.discount),
    net: amount(invoice.net),
    tax: amount(invoice.tax),
    credit_applied: amount(invoice.creditApplied),
    amount_credited: amount(invoice.amountCredited),
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

/** The whole document, as its customer sees it. */
export function invoiceDetailDocument(invoice: InvoiceDetail) {
  return {
    ...invoiceDocument(invoice),
    seller: partyDocument(invoice.seller),
    buyer: partyDocument(invoice.buyer),
    lines: invoice.lines.map((line) => lineDocument(line, invoice.currency)),
    tax_summary: taxSummaryDocument(invoice),
    payments: invoice.attempts.map((attempt) => paymentDocument(attempt, invoice)),
  };
}

/** A line with every figure that made its amount: on an issued document and on one that is only planned. */
export function lineDocument(line: InvoiceLine, currency: string) {
  const amount = (minor: number) => moneyDocument(money(minor, currency));
  return {
    id: line.id,
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
      amount: moneyDocument(discount.amount),
    })),
    net: amount(line.net),
    tax: amount(line.tax),
    subscription_id: line.subscriptionId,
  };
}

/** Tax by rate, with the amount it is taken from. */
export function taxSummaryDocument({ taxSummary, currency }: Pick<NewInvoice, "taxSummary" | "currency">) {
  return taxSummary.map(({ rate, base, tax }) => ({
    name: rate.name,
    rate_percent: rate.ratePercent,
    note: rate.note ?? null,
    base: moneyDocument(money(base, currency)),
    tax: moneyDocument(money(tax, currency)),
  }));
}

function partyDocument(party: InvoiceDetail["seller"]) {
  return {
    name: party.name,
    address_lines: party.addressLines,
    country_code: party.countryCode,
    tax_id: party.taxId,
    email: party.email,
    phone: party.phone,
  };
}

/** A customer learns how the attempt ended; the bank's codes are for the seller only. */
function paymentDocument(attempt: ChargeAttempt, invoice: Invoice) {
  const refused = attempt.state === "declined" || attempt.state === "needs_action";
  return {
    at: (attempt.finishedAt ?? attempt.sentAt ?? attempt.plannedAt).toISOString(),
    amount: moneyDocument(money(attempt.amount, attempt.currency)),
    card: attempt.cardLabel,
    state: attempt.state,
    decline_reason: refused ? (invoice.paymentFailure?.reason ?? "The bank declined the payment.") : null,
  };
}
