import { dayInWords, lastDayOf, periodInWords } from "../../../domain/calendar";
import type { InvoiceDetail, PartySnapshot } from "../../../modules/billing";
import type { InvoiceFonts } from "./fonts";
import { amount, countryName } from "./format";
import { ACCENT, INK, MUTED, PAGE, type Pen, RULE, SHADE, WIDTH } from "./layout";

const HALF = WIDTH / 2 - 12;

/** Seller's name, title, number; the parties; the facts of the document. */
export function drawHeader(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, invoice: InvoiceDetail): Pen {
  doc.rect(0, 0, PAGE.width, 6).fill(ACCENT);
  doc.font(fonts.strong).fontSize(15).fillColor(INK).text(invoice.seller.name, PAGE.left, PAGE.top, { width: HALF });
  const sellerBottom = doc.y;
  const right = { width: HALF, align: "right" } as const;
  const x = PAGE.right - HALF;
  doc
    .font(fonts.strong)
    .fontSize(22)
    .fillColor(INK)
    .text("Invoice", x, PAGE.top - 4, right);
  doc.font(fonts.regular).fontSize(10.5).fillColor(MUTED).text(invoice.number, x, doc.y, right);
  const top = Math.max(sellerBottom, doc.y) + 22;
  const from = drawParty(doc, fonts, "From", invoice.seller, PAGE.left, top);
  const to = drawParty(doc, fonts, "Bill to", invoice.buyer, PAGE.left + WIDTH / 2 + 12, top);
  return drawFacts(doc, fonts, invoice, Math.max(from, to) + 18);
}

function drawParty(
  doc: PDFKit.PDFDocument,
  fonts: InvoiceFonts,
  label: string,
  party: PartySnapshot,
  x: number,
  y: number,
): number {
  doc.font(fonts.regular).fontSize(8.5).fillColor(MUTED).text(label, x, y, { width: HALF });
  doc
    .font(fonts.strong)
    .fontSize(10)
    .fillColor(INK)
    .text(party.name, x, doc.y + 3, { width: HALF });
  doc.font(fonts.regular).fontSize(9).fillColor(INK);
  for (const line of withCountry(party)) {
    doc.text(line, x, doc.y + 1, { width: HALF });
  }
  doc.fillColor(MUTED);
  if (party.taxId) {
    doc.text(`Tax ID ${party.taxId}`, x, doc.y + 1, { width: HALF });
  }
  if (party.email) {
    doc.text(party.email, x, doc.y + 1, { width: HALF });
  }
  return doc.y;
}

/** The address with its country, unless its last line is the country already. */
function withCountry(party: PartySnapshot): string[] {
  const country = countryName(party.countryCode);
  const last = party.addressLines.at(-1)?.trim().toLowerCase();
  return last === country.toLowerCase() ? [...party.addressLines] : [...party.addressLines, country];
}

function drawFacts(doc: PDFKit.PDFDocument, fonts: InvoiceFonts, invoice: InvoiceDetail, y: number): Pen {
  const facts = factsOf(invoice);
  const perRow = 3;
  const cell = (WIDTH - 32) / perRow;
  const rows = Math.ceil(facts.length / perRow);
  const height = rows * 32 + 16;
  doc.roundedRect(PAGE.left, y, WIDTH, height, 4).fill(SHADE);
  for (const [index, [label, value]] of facts.entries()) {
    const x = PAGE.left + 16 + (index % perRow) * cell;
    const top = y + 12 + Math.floor(index / perRow) * 32;
    doc
      .font(fonts.regular)
      .fontSize(8)
      .fillColor(MUTED)
      .text(label, x, top, { width: cell - 8, lineBreak: false });
    doc
      .font(fonts.strong)
      .fontSize(9.5)
      .fillColor(INK)
      .text(value, x, top + 11, { width: cell - 8, height: 13, ellipsis: true });
  }
  doc.strokeColor(RULE).lineWidth(0.7);
  return { y: y + height + 22 };
}

function factsOf(invoice: InvoiceDetail): [string, string][] {
  const facts: [string, string][] = [
    ["Invoice date", dayInWords(invoice.issuedOn)],
    ["Due date", dayInWords(invoice.dueOn)],
    ["Total", amount(invoice.gross, invoice.currency)],
    ["Service period", shortPeriod(invoice)],
  ];
  if (invoice.orderDisplayId) {
    facts.push(["Order", `#${invoice.orderDisplayId}`]);
  }
  if (invoice.purchaseOrderNumber) {
    facts.push(["Your purchase order", invoice.purchaseOrderNumber]);
  }
  return facts;
}

function shortPeriod(invoice: InvoiceDetail): string {
  const period = { start: invoice.periodStart, end: invoice.periodEnd };
  return lastDayOf(period) === period.start ? dayInWords(period.start) : periodInWords(period);
}
