import fc from "fast-check";
import type { InvoiceDetail, InvoiceLine, TaxRateRecord } from "../../../src/modules/billing";
import type { EInvoiceOptions } from "../../../src/processes/billing/einvoice";
import {
  DUTCH_LOW_VAT,
  DUTCH_VAT,
  discounted,
  partLine,
  REVERSE_CHARGE,
  sampleDocument,
  sampleLine,
} from "../../../src/processes/billing/words/testing/sample-document";

export const ZERO_RATED: TaxRateRecord = { ...DUTCH_VAT, code: "nl-0", ratePercent: "0", treatment: "zero_rated" };
export const EXEMPT: TaxRateRecord = {
  ...ZERO_RATED,
  code: "nl-ex",
  treatment: "exempt",
  note: "Exempt under article 11 (1) o of the Dutch VAT act.",
};
export const EXPORT: TaxRateRecord = { ...ZERO_RATED, code: "nl-out", treatment: "export", note: "export" };
export const OUTSIDE: TaxRateRecord = { ...ZERO_RATED, code: "nl-none", treatment: "outside_scope" };

const GERMAN_BUYER = {
  name: "Köhler Präzisionsteile GmbH & Co. KG",
  addressLines: ["Industriestraße 12", "Hof 3", "2. Stock", "70565 Stuttgart"],
  countryCode: "de",
  taxId: "DE 136 695 976",
  email: null,
  phone: null,
};

/** A document with what it needs to be said. */
export interface Case {
  readonly document: InvoiceDetail;
  readonly options?: EInvoiceOptions;
}

const given = (line: InvoiceLine): InvoiceLine => ({ ...line, quantity: -line.quantity, net: -line.net });

/** One document of each kind that the product makes. */
export const CASES: Readonly<Record<string, Case>> = {
  "an invoice with a part of a period, a discount and two rates": {
    document: sampleDocument(
      { purchaseOrderNumber: "PO-7", orderDisplayId: "1043", creditApplied: 1_500 },
      [
        { ...discounted(sampleLine(), 440), taxCodes: ["nl-21"] },
        { ...partLine(), taxCodes: ["nl-21"] },
        { ...sampleLine({ quantity: 3, net: 6_600 }), taxCodes: ["nl-9"] },
      ],
      [DUTCH_VAT, DUTCH_LOW_VAT],
    ),
  },
  "an invoice with seats given back and their discount": {
    document: sampleDocument({ orderDisplayId: "1043" }, [sampleLine(), discounted(given(partLine()), -99)]),
  },
  "a reverse charge invoice paid by transfer": {
    document: sampleDocument({ buyer: GERMAN_BUYER, nextChargeAt: null }, [sampleLine()], [REVERSE_CHARGE]),
    options: {
      buyerReference: "04011000-12345-34",
      buyerRegistration: { id: "HRB 12345" },
      payment: { kind: "transfer", iban: "NL91 ABNA 0417 1643 00", bic: "ABNANL2A", accountName: "Grachtenwolk B.V." },
    },
  },
  "an invoice in a currency that SEPA does not carry": {
    document: sampleDocument({ currency: "SEK", nextChargeAt: null }),
    options: { payment: { kind: "transfer", iban: "NL91ABNA0417164300" } },
  },
  "a paid invoice": {
    document: sampleDocument({ amountPaid: 26_620, status: "paid", paidAt: new Date("2026-02-14T00:00:00Z") }),
    options: { payment: { kind: "card", lastDigits: "4242", network: "Visa" } },
  },
  "a zero-rated invoice": { document: sampleDocument({}, [sampleLine()], [ZERO_RATED]) },
  "an exempt invoice": { document: sampleDocument({ locale: "nl" }, [sampleLine()], [EXEMPT]) },
  "an invoice to a buyer outside the EU": { document: sampleDocument({ locale: "de" }, [sampleLine()], [EXPORT]) },
  "an invoice outside VAT": {
    document: sampleDocument({}, [sampleLine()], [OUTSIDE]),
    options: { sellerRegistration: { id: "33264280", schemeId: "0106" } },
  },
  "a credit note against an invoice": {
    document: sampleDocument(
      { kind: "credit_note", creditedInvoiceId: "inv_1", creditReason: "Two seats were billed twice" },
      [discounted(given(partLine()), -99), sampleLine({ kind: "goodwill", net: -2_500, detail: "" })],
    ),
    options: { creditedNumber: "INV-2026-000042", corrects: [{ number: "INV-2026-000042", issuedOn: "2026-01-31" }] },
  },
  "a credit note of a billing run, with a charge in it": {
    document: sampleDocument({ kind: "credit_note" }, [given(sampleLine()), partLine()]),
  },
  "a credit note of a billing run over two invoices and two order numbers": {
    document: sampleDocument({ kind: "credit_note", purchaseOrderNumber: null }, [
      { ...given(sampleLine()), purchaseOrderNumber: "PO-1" },
      { ...given(partLine()), purchaseOrderNumber: "PO-2" },
    ]),
    options: {
      corrects: [
        { number: "INV-2026-000042", issuedOn: "2026-01-31" },
        { number: "INV-2026-000043", issuedOn: "2026-02-28" },
      ],
    },
  },
  "an invoice in yen": {
    document: sampleDocument({ currency: "JPY" }, [sampleLine({ unitPrice: 2_200, net: 22_000 })]),
  },
};

const anyLine: fc.Arbitrary<InvoiceLine> = fc
  .record({
    quantity: fc.integer({ min: -500, max: 500 }),
    unitPrice: fc.integer({ min: 0, max: 500_000 }),
    days: fc.integer({ min: 1, max: 31 }),
    shift: fc.constantFrom(0, 0, 0, -7, 13),
    percent: fc.integer({ min: 0, max: 100 }),
    taxCode: fc.constantFrom("nl-21", "nl-9", "nl-0"),
    title: fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => /\p{L}/u.test(text)),
  })
  .map(({ quantity, unitPrice, days, shift, percent, taxCode, title }) => {
    const amount = Math.floor((unitPrice * days) / 31) * quantity + shift;
    const line = partLine({
      title,
      quantity,
      unitPrice,
      factorNumerator: days,
      factorDenominator: 31,
      net: amount,
      taxCodes: [taxCode],
    });
    return percent === 0 ? line : discounted(line, Math.round((amount * percent) / 100), title);
  });

/** Invoices and credit notes over random lines with up to three rates, part of them paid. */
export const anyDocument: fc.Arbitrary<InvoiceDetail> = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 8 }),
    locale: fc.constantFrom("en", "de", "nl" as const),
    currency: fc.constantFrom("EUR", "SEK", "JPY"),
    credit: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ lines, locale, currency, credit }) => {
    const priced = lines.map((line) => ({
      ...line,
      discounts: line.discounts.map((one) => ({ ...one, amount: { ...one.amount, currency } })),
    }));
    const net = priced.reduce((sum, line) => sum + line.net, 0);
    return sampleDocument(
      net < 0 ? { kind: "credit_note", locale, currency } : { locale, currency, creditApplied: credit },
      priced,
      [DUTCH_VAT, DUTCH_LOW_VAT, ZERO_RATED],
    );
  });
