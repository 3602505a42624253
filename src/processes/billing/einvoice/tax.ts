import { type TaxCategory, taxCategory } from "../../../domain/tax";
import type { InvoiceDetail, InvoiceLine, TaxRateRecord } from "../../../modules/billing";
import { type DocumentWords, ratesOfLine, taxNoteOf } from "../words";
import { EInvoiceError } from "./e-invoice-error";
import { amountElement, text, type XmlElement } from "./xml";

const VAT_SCHEME = { "cbc:ID": "VAT" };

/** Codes of the CEF list VATEX for categories that have exactly one reason; an exemption has many and tells it in words. */
const REASON_CODES: Partial<Readonly<Record<TaxCategory, string>>> = {
  AE: "VATEX-EU-AE",
  G: "VATEX-EU-G",
  O: "VATEX-EU-O",
};
const WITH_REASON: ReadonlySet<TaxCategory> = new Set(["E", "AE", "G", "O"]);

/** The one rate of a line. @throws EInvoiceError no_rate, several_rates */
export function rateOfLine(line: InvoiceLine, document: InvoiceDetail): TaxRateRecord {
  const [rate, ...others] = ratesOfLine(line, document.taxRates);
  if (rate === undefined) {
    throw new EInvoiceError(
      "no_rate",
      `Line ${line.position} bears no tax rate. Set up a rate for the buyer's place that says why nothing is charged ` +
        "(zero-rated, exempt, reverse charge); documents made after that have an e-invoice.",
    );
  }
  if (others.length > 0) {
    const names = [rate, ...others].map(({ name }) => name).join(" and ");
    throw new EInvoiceError(
      "several_rates",
      `Line ${line.position} bears ${names} side by side. A European e-invoice has one tax for each line.`,
    );
  }
  return rate;
}

/** The category of a line's tax (BG-30). */
export function classifiedTax(rate: TaxRateRecord): XmlElement {
  const category = taxCategory(rate);
  return { "cbc:ID": category, "cbc:Percent": percentOf(category, rate), "cac:TaxScheme": VAT_SCHEME };
}

/**
 * The tax of the document by category and percentage (BG-23), from the amounts that were stored when it was issued.
 * Rates that are told apart elsewhere but have one category and percentage are one row here.
 */
export function taxTotal(document: InvoiceDetail, words: DocumentWords): XmlElement {
  const rows = new Map<string, { rate: TaxRateRecord; base: number; tax: number }>();
  for (const { rate, base, tax } of document.taxSummary) {
    const key = `${taxCategory(rate)} ${Number(rate.ratePercent)}`;
    const before = rows.get(key);
    rows.set(key, { rate, base: base + (before?.base ?? 0), tax: tax + (before?.tax ?? 0) });
  }
  return {
    "cbc:TaxAmount": amountElement(document.tax, document.currency),
    "cac:TaxSubtotal": [...rows.values()].map(({ rate, base, tax }) => ({
      "cbc:TaxableAmount": amountElement(base, document.currency),
      "cbc:TaxAmount": amountElement(tax, document.currency),
      "cac:TaxCategory": explainedCategory(rate, words),
    })),
  };
}

function explainedCategory(rate: TaxRateRecord, words: DocumentWords): XmlElement {
  const category = taxCategory(rate);
  return {
    "cbc:ID": category,
    "cbc:Percent": percentOf(category, rate),
    "cbc:TaxExemptionReasonCode": REASON_CODES[category] ?? null,
    "cbc:TaxExemptionReason": WITH_REASON.has(category) ? text(taxNoteOf(rate, words)) : null,
    "cac:TaxScheme": VAT_SCHEME,
  };
}

/** What is not subject to VAT has no rate, not even 0 (BR-O-05). */
function percentOf(category: TaxCategory, rate: TaxRateRecord): string | null {
  return category === "O" ? null : rate.ratePercent;
}

/** Whether some line is not subject to VAT: then the norm wants no VAT identifier of either party (BR-O-02). */
export function isOutsideVat(document: InvoiceDetail): boolean {
  return document.lines.some((line) => taxCategory(rateOfLine(line, document)) === "O");
}
