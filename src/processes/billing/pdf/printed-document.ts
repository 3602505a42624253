import { daysBetween, type LocalDate } from "../../../domain/calendar";
import type { InvoiceDetail, PartySnapshot } from "../../../modules/billing";
import { asPrinted, type DocumentFormat, type DocumentWords, formatOf, hasVat, wordsOf } from "../words";
import { lineRow } from "./line-rows";
import type { Labelled, PartyBlock, PrintedDocument } from "./model";
import { type PaymentOptions, paymentBlock } from "./payment-block";
import { taxBlock, totalRows } from "./total-rows";

/** What a document says that is not on the stored document itself. */
export type DocumentOptions = PaymentOptions & {
  /** Number of the invoice that a credit note corrects; null when it belongs to none. */
  readonly creditedNumber?: string | null;
  /** Every invoice whose charges a credit note gives back. */
  readonly corrects?: readonly { readonly number: string; readonly issuedOn: LocalDate }[];
};

/**
 * The document in words and figures, in its own language. Pure: the same document and options always read the same.
 * Credit notes show what is given back as positive figures, as their e-invoice does.
 */
export function printedDocument(stored: InvoiceDetail, options: DocumentOptions = {}): PrintedDocument {
  const document = asPrinted(stored);
  const words = wordsOf(document.locale);
  const format = formatOf(document.locale);
  return {
    locale: document.locale,
    title: words.title[document.kind],
    number: document.number,
    watermark: watermarkOf(document, words),
    seller: partyBlock(words.from, document.seller, words, format),
    buyer: partyBlock(words.billTo, document.buyer, words, format),
    facts: factsOf(document, options, words, format),
    lines: {
      headings: {
        description: words.description,
        quantity: words.quantity,
        unitPrice: words.unitPrice,
        net: `${words.net} ${document.currency}`,
      },
      rows: document.lines.map((line) => lineRow(line, document, words, format)),
    },
    tax: taxBlock(document, words, format),
    totals: totalRows(document, words, format),
    payment: paymentBlock(document, options, words, format),
    footer: footerOf(document, words, format),
  };
}

function watermarkOf(document: InvoiceDetail, words: DocumentWords): string | null {
  if (document.status === "draft") {
    return words.draft;
  }
  return document.status === "void" ? words.payment.void : null;
}

function partyBlock(label: string, party: PartySnapshot, words: DocumentWords, format: DocumentFormat): PartyBlock {
  const taxId = party.taxId ? [`${taxIdLabel(party, words)} ${party.taxId}`] : [];
  return {
    label,
    name: party.name,
    address: withCountry(party, format),
    details: party.email ? [...taxId, party.email] : taxId,
  };
}

function taxIdLabel(party: PartySnapshot, words: DocumentWords): string {
  return hasVat(party.countryCode) ? words.vatId : words.taxId;
}

/** The address with its country, unless its last line is the country already. */
function withCountry(party: PartySnapshot, format: DocumentFormat): string[] {
  const country = format.country(party.countryCode);
  const last = party.addressLines.at(-1)?.trim().toLowerCase();
  return last === country.toLowerCase() ? [...party.addressLines] : [...party.addressLines, country];
}

function factsOf(
  document: InvoiceDetail,
  options: DocumentOptions,
  words: DocumentWords,
  format: DocumentFormat,
): Labelled[] {
  const isCredit = document.kind === "credit_note";
  const days = Math.max(daysBetween(document.issuedOn, document.dueOn), 0);
  const fact = (label: string, value: string | null | undefined) => (value ? [{ label, value }] : []);
  return [
    ...fact(words.issuedOn, format.day(document.issuedOn)),
    ...fact(words.dueOn, isCredit ? null : format.day(document.dueOn)),
    ...fact(words.paymentTerms, isCredit ? null : days === 0 ? words.dueAtOnce : words.termsInDays(days)),
    ...fact(words.creditedInvoice, isCredit ? correctsInWords(options, format) : null),
    ...fact(words.servicePeriod, format.period({ start: document.periodStart, end: document.periodEnd })),
    ...fact(words.purchaseOrder, document.purchaseOrderNumber),
    ...fact(words.order, document.orderDisplayId ? `#${document.orderDisplayId}` : null),
    ...fact(words.reason, document.creditReason),
  ];
}

/** `INV-2026-000001 (31 January 2026), INV-2026-000002 (28 February 2026)` */
function correctsInWords({ corrects = [], creditedNumber }: DocumentOptions, format: DocumentFormat): string | null {
  return corrects.length === 0
    ? (creditedNumber ?? null)
    : corrects.map(({ number, issuedOn }) => `${number} (${format.day(issuedOn)})`).join(", ");
}

/** The legal identity of the seller in one line, and whom to ask. */
function footerOf(document: InvoiceDetail, words: DocumentWords, format: DocumentFormat): PrintedDocument["footer"] {
  const { seller } = document;
  const taxId = seller.taxId ? `${taxIdLabel(seller, words)} ${seller.taxId}` : null;
  return {
    identity: [seller.name, ...withCountry(seller, format), taxId].filter(Boolean).join(" · "),
    questions: words.questions([seller.email, seller.phone].filter(Boolean).join(" · ")),
  };
}
