import { minorUnitDigits } from "../../../domain/money";
import type { InvoiceDetail } from "../../../modules/billing";
import { asPrinted, type DocumentWords, formatOf, hasVat, wordsOf } from "../words";
import { EInvoiceError } from "./e-invoice-error";
import { lineElement, periodElement } from "./lines";
import type { EInvoiceOptions } from "./options";
import { partyElements } from "./parties";
import { monetaryTotal, paymentMeans, paymentTerms } from "./payment";
import { taxTotal } from "./tax";
import { text, ublXml, type XmlElement } from "./xml";

/** The core of the norm, without a national or network profile on top (BT-24). */
const EN_16931 = "urn:cen.eu:en16931:2017";
const COMMERCIAL_INVOICE = "380";
const CREDIT_NOTE = "381";
/** Amounts of the norm have at most two decimals (BR-DEC-*). */
const MOST_DECIMALS = 2;

/**
 * The document as an e-invoice: UBL 2.1, semantic model of EN 16931-1:2017, type 380 or 381. Built from the stored
 * document alone; only what is paid is as of today. A credit note has the positive amounts that its type implies.
 *
 * The norm knows value added tax only, and one to a line. Sales tax of countries without VAT would have to be declared
 * as VAT, so a seller from there has no e-invoice at all.
 *
 * @throws EInvoiceError naming what the norm cannot say, or what is missing
 */
export function invoiceUbl(stored: InvoiceDetail, options: EInvoiceOptions = {}): string {
  requireExpressible(stored);
  const document = asPrinted(stored);
  const words = wordsOf(document.locale);
  return document.kind === "credit_note"
    ? ublXml("CreditNote", creditNote(document, options, words))
    : ublXml("Invoice", invoice(document, options, words));
}

function requireExpressible(document: InvoiceDetail): void {
  if (document.number === null || document.status === "draft") {
    throw new EInvoiceError("draft", "A draft has no e-invoice: issue it first, then it has a number.");
  }
  if (!hasVat(document.seller.countryCode)) {
    throw new EInvoiceError(
      "no_vat",
      `There is no value added tax in ${document.seller.countryCode.toUpperCase()}, ` +
        "and a European e-invoice can tell no other tax. Please use the PDF.",
    );
  }
  if (minorUnitDigits(document.currency) > MOST_DECIMALS) {
    throw new EInvoiceError(
      "currency",
      `Amounts in ${document.currency} have more than two decimals, which a European e-invoice cannot hold.`,
    );
  }
}

function invoice(document: InvoiceDetail, options: EInvoiceOptions, words: DocumentWords): XmlElement {
  return {
    "cbc:CustomizationID": EN_16931,
    "cbc:ID": text(document.number),
    "cbc:IssueDate": document.issuedOn,
    "cbc:DueDate": document.dueOn,
    "cbc:InvoiceTypeCode": COMMERCIAL_INVOICE,
    "cbc:Note": noteOf(document, words),
    ...common(document, options, words),
    "cac:InvoiceLine": lineElements(document, words),
  };
}

function creditNote(document: InvoiceDetail, options: EInvoiceOptions, words: DocumentWords): XmlElement {
  return {
    "cbc:CustomizationID": EN_16931,
    "cbc:ID": text(document.number),
    "cbc:IssueDate": document.issuedOn,
    "cbc:CreditNoteTypeCode": CREDIT_NOTE,
    "cbc:Note": noteOf(document, words),
    ...common(document, options, words),
    "cac:CreditNoteLine": lineElements(document, words),
  };
}

/** What invoices and credit notes have in common, in the order both schemas have. */
function common(document: InvoiceDetail, options: EInvoiceOptions, words: DocumentWords): XmlElement {
  const parties = partyElements(document, options);
  return {
    "cbc:DocumentCurrencyCode": document.currency,
    "cbc:BuyerReference": text(options.buyerReference),
    "cac:InvoicePeriod": periodElement({ start: document.periodStart, end: document.periodEnd }),
    "cac:OrderReference": orderReference(document),
    "cac:BillingReference": billingReferences(options),
    "cac:AccountingSupplierParty": parties.seller,
    "cac:AccountingCustomerParty": parties.buyer,
    "cac:PaymentMeans": paymentMeans(document, options),
    "cac:PaymentTerms": paymentTerms(document, options, words),
    "cac:TaxTotal": taxTotal(document, words),
    "cac:LegalMonetaryTotal": monetaryTotal(document),
  };
}

function lineElements(document: InvoiceDetail, words: DocumentWords): XmlElement[] {
  const format = formatOf(document.locale);
  return document.lines.map((line) => lineElement(line, document, words, format));
}

/** Why it was made, and our order where the buyer's own number leaves no place for it (BT-22). */
function noteOf(document: InvoiceDetail, words: DocumentWords): string | null {
  const order =
    document.orderDisplayId !== null && document.purchaseOrderNumber === null
      ? `${words.order} #${document.orderDisplayId}`
      : null;
  return text([document.creditReason, order].filter(Boolean).join(" · "));
}

/** The buyer's order (BT-13) and ours (BT-14). The schema allows ours only beside theirs. */
function orderReference(document: InvoiceDetail): XmlElement | null {
  const purchaseOrder = text(document.purchaseOrderNumber);
  return purchaseOrder === null ? null : { "cbc:ID": purchaseOrder, "cbc:SalesOrderID": text(document.orderDisplayId) };
}

function billingReferences({ corrects = [] }: EInvoiceOptions): XmlElement[] {
  return corrects.map(({ number, issuedOn }) => ({
    "cac:InvoiceDocumentReference": { "cbc:ID": text(number), "cbc:IssueDate": issuedOn },
  }));
}
