import { addDays } from "../../domain/calendar";
import { money } from "../../domain/money";
import type { ChargeAttempt, Invoice, InvoiceDetail, InvoiceLine } from "../../modules/billing";
import { moneyDocument } from "../purchase/quotes/quote-document";

/** An invoice in a list, as its customer sees it. */
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
    net: amount(invoice.net),
    tax: amount(invoice.tax),
    purchase_order_number: invoice.purchaseOrderNumber,
    order_display_id: invoice.orderDisplayId,
    payment_failure: invoice.paymentFailure
      ? { at: invoice.paymentFailure.at, reason: invoice.paymentFailure.reason }
      : null,
  };
}

/** The whole invoice, as its customer sees it. */
export function invoiceDetailDocument(invoice: InvoiceDetail) {
  const amount = (minor: number) => moneyDocument(money(minor, invoice.currency));
  return {
    ...invoiceDocument(invoice),
    seller: partyDocument(invoice.seller),
    buyer: partyDocument(invoice.buyer),
    lines: invoice.lines.map((line) => lineDocument(line, invoice.currency)),
    tax_summary: invoice.taxSummary.map(({ rate, base, tax }) => ({
      name: rate.name,
      rate_percent: rate.ratePercent,
      base: amount(base),
      tax: amount(tax),
    })),
    payments: invoice.attempts.map((attempt) => paymentDocument(attempt, invoice)),
  };
}

function lineDocument(line: InvoiceLine, currency: string) {
  const amount = (minor: number) => moneyDocument(money(minor, currency));
  return {
    id: line.id,
    description: line.title,
    detail: line.detail,
    formula: line.formula,
    period: { start_on: line.periodStart, last_on: addDays(line.periodEnd, -1) },
    quantity: line.quantity,
    unit_price: amount(line.unitPrice),
    net: amount(line.net),
    tax: amount(line.tax),
    subscription_id: line.subscriptionId,
  };
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
