import { DEFAULT_CHARGING_POLICY } from "../../../../domain/charging";
import { applyTax, DEFAULT_TAX_POLICY } from "../../../../domain/tax";
import type { InvoiceDetail, InvoiceLine, PartySnapshot, TaxRateRecord } from "../../../../modules/billing";

const SELLER: PartySnapshot = {
  name: "Grachtenwolk B.V.",
  addressLines: ["Herengracht 182", "1016 BR Amsterdam"],
  countryCode: "NL",
  taxId: "NL820646660B01",
  email: "support@grachtenwolk.example",
  phone: "+31 20 555 01 00",
};

const BUYER: PartySnapshot = {
  name: "Tulp & Zonen B.V.",
  addressLines: ["Coolsingel 40", "3011 AD Rotterdam"],
  countryCode: "NL",
  taxId: "NL004495445B01",
  email: "inkoop@tulp.example",
  phone: null,
};

export const DUTCH_VAT: TaxRateRecord = {
  code: "nl-21",
  name: "Btw",
  ratePercent: "21",
  countryCode: "NL",
  provinceCode: null,
};

export const DUTCH_LOW_VAT: TaxRateRecord = { ...DUTCH_VAT, code: "nl-9", name: "Btw laag", ratePercent: "9" };

export const REVERSE_CHARGE: TaxRateRecord = {
  ...DUTCH_VAT,
  code: "nl-rc",
  name: "Btw verlegd",
  ratePercent: "0",
  treatment: "reverse_charge",
  note: "reverse_charge",
};

/** Ten seats for a whole month at 22.00. */
export function sampleLine(change: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    id: "line_1",
    position: 1,
    chargeKey: "sub:cycle:2026-01-31",
    subscriptionId: "sub",
    kind: "cycle",
    title: "Microsoft 365 Business Premium",
    detail: "Annual, paid monthly",
    formula: "10 seats x 22.00 EUR, 31 Jan 2026 to 27 Feb 2026",
    periodStart: "2026-01-31",
    periodEnd: "2026-02-28",
    referenceStart: "2026-01-31",
    referenceEnd: "2026-02-28",
    quantity: 10,
    unitPrice: 2_200,
    factorNumerator: 28,
    factorDenominator: 28,
    discount: 0,
    discounts: [],
    net: 22_000,
    tax: 0,
    gross: 0,
    policyVersion: DEFAULT_CHARGING_POLICY.version,
    sourceEventId: "event_1",
    termEventId: "event_1",
    taxCodes: null,
    taxRates: null,
    purchaseOrderNumber: null,
    creditedLineId: null,
    ...change,
  };
}

/** Five seats for 14 of 31 days: 5 x 9.93, because the part of one seat is rounded down. */
export function partLine(change: Partial<InvoiceLine> = {}): InvoiceLine {
  return sampleLine({
    kind: "seat_change",
    periodStart: "2026-01-14",
    periodEnd: "2026-01-28",
    referenceStart: "2025-12-28",
    referenceEnd: "2026-01-28",
    quantity: 5,
    factorNumerator: 14,
    factorDenominator: 31,
    net: 4_965,
    ...change,
  });
}

/** A line of which a discount took some; `net` stays what is left. */
export function discounted(
  line: InvoiceLine,
  amount: number,
  name = "Partner programme",
  inWords = "2 %",
): InvoiceLine {
  const taken = {
    discountId: `disc_${line.discounts.length + 1}`,
    name,
    inWords,
    numerator: "1",
    denominator: "50",
    limit: null,
    amount: { amount, currency: "EUR" },
  };
  return {
    ...line,
    discount: line.discount + amount,
    discounts: [...line.discounts, taken],
    net: line.net - amount,
  };
}

/**
 * A document over these lines, taxed as the billing run does it: a line bears the rates of its codes, or all of them.
 */
export function sampleDocument(
  change: Partial<InvoiceDetail> = {},
  lines: readonly InvoiceLine[] = [sampleLine()],
  rates: readonly TaxRateRecord[] = [DUTCH_VAT],
): InvoiceDetail {
  const currency = change.currency ?? "EUR";
  const taxed = applyTax(
    lines.map((line, index) => ({
      key: String(index),
      net: { amount: line.net, currency },
      rates: rates.filter((rate) => line.taxCodes?.includes(rate.code) ?? true),
    })),
    rates,
    DEFAULT_TAX_POLICY,
  );
  const numbered = lines.map((line, index) => ({
    ...line,
    id: `line_${index + 1}`,
    position: index + 1,
    tax: taxed.lines[index]?.tax.amount ?? 0,
    gross: taxed.lines[index]?.gross.amount ?? 0,
  }));
  const gross = taxed.totals.gross.amount;
  const paid = (change.creditApplied ?? 0) + (change.amountCredited ?? 0) + (change.amountPaid ?? 0);
  const isInvoice = change.kind !== "credit_note";
  return {
    id: "inv_1",
    billingAccountId: "acct_1",
    companyId: "comp_1",
    kind: "recurring",
    periodKey: "2026-01-31",
    locale: "en",
    number: isInvoice ? "INV-2026-000042" : "CN-2026-000007",
    status: isInvoice ? "open" : "issued",
    issuedAt: new Date("2026-01-31T00:00:00Z"),
    issuedOn: "2026-01-31",
    dueOn: "2026-02-14",
    periodStart: "2026-01-31",
    periodEnd: "2026-02-28",
    currency,
    discount: lines.reduce((sum, line) => sum + line.discount, 0),
    net: taxed.totals.net.amount,
    tax: taxed.totals.tax.amount,
    gross,
    creditApplied: 0,
    amountCredited: 0,
    amountPaid: 0,
    amountReversed: 0,
    chargeHold: null,
    amountDue: isInvoice && change.status !== "void" ? gross - paid : 0,
    taxPolicy: DEFAULT_TAX_POLICY.version,
    taxRates: rates,
    taxSummary: taxed.summary.map(({ rate, base, tax }) => ({ rate, base: base.amount, tax: tax.amount })),
    seller: SELLER,
    buyer: BUYER,
    purchaseOrderNumber: null,
    orderId: null,
    orderDisplayId: null,
    billingRunId: null,
    quoteId: null,
    creditedInvoiceId: null,
    creditReason: null,
    silent: false,
    nextChargeAt: new Date("2026-02-14T00:00:00Z"),
    paidAt: null,
    paymentIntentId: null,
    paymentFailure: null,
    mailedAt: null,
    failureMailedAt: null,
    attempts: [],
    lines: numbered,
    ...change,
  };
}
