import { dayInWords, localDateIn } from "../../../domain/calendar";
import type { InvoiceDetail } from "../../../modules/billing";
import type { InvoiceFonts } from "./fonts";
import { amount, figure } from "./format";
import { INK, MUTED, PAGE, type Pen, RULE, WIDTH } from "./layout";

const LABEL_X = 286;
const LABEL_WIDTH = 172;
const FIGURE_WIDTH = PAGE.right - LABEL_X - LABEL_WIDTH;
const HEIGHT = 150;

/** Tax summary, totals and how the invoice is paid, kept together on one page. */
export function drawTotals(
  doc: PDFKit.PDFDocument,
  fonts: InvoiceFonts,
  invoice: InvoiceDetail,
  pen: Pen,
  timeZone: string,
): void {
  const needed = HEIGHT + invoice.taxSummary.length * 16;
  if (pen.y + needed > PAGE.bottom) {
    doc.addPage();
    pen.y = PAGE.top;
  }
  pen.y += 4;
  row(doc, fonts.regular, "Net", figure(invoice.net, invoice.currency), pen);
  for (const { rate, base, tax } of invoice.taxSummary) {
    const label = `${rate.name} ${rate.ratePercent}% of ${figure(base, invoice.currency)}`;
    row(doc, fonts.regular, label, figure(tax, invoice.currency), pen);
  }
  if (invoice.taxSummary.length === 0) {
    row(doc, fonts.regular, "Tax", figure(0, invoice.currency), pen);
  }
  doc
    .moveTo(LABEL_X, pen.y + 2)
    .lineTo(PAGE.right, pen.y + 2)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke();
  pen.y += 10;
  doc.font(fonts.strong).fontSize(12).fillColor(INK).text("Total", LABEL_X, pen.y, { width: LABEL_WIDTH });
  doc.text(amount(invoice.gross, invoice.currency), LABEL_X, pen.y, {
    width: LABEL_WIDTH + FIGURE_WIDTH,
    align: "right",
  });
  pen.y += 34;
  drawPayment(doc, fonts, invoice, pen, timeZone);
}

function row(doc: PDFKit.PDFDocument, font: string, label: string, value: string, pen: Pen): void {
  doc.font(font).fontSize(9.5);
  const width = LABEL_WIDTH;
  const height = doc.heightOfString(label, { width });
  doc.fillColor(MUTED).text(label, LABEL_X, pen.y, { width });
  doc.fillColor(INK).text(value, LABEL_X + LABEL_WIDTH, pen.y, { width: FIGURE_WIDTH, align: "right" });
  pen.y += height + 5;
}

function drawPayment(
  doc: PDFKit.PDFDocument,
  fonts: InvoiceFonts,
  invoice: InvoiceDetail,
  pen: Pen,
  timeZone: string,
): void {
  doc.moveTo(PAGE.left, pen.y).lineTo(PAGE.right, pen.y).lineWidth(0.5).strokeColor(RULE).stroke();
  const { headline, explanation } = paymentInWords(invoice, timeZone);
  doc
    .font(fonts.strong)
    .fontSize(10)
    .fillColor(INK)
    .text(headline, PAGE.left, pen.y + 12, { width: WIDTH });
  doc
    .font(fonts.regular)
    .fontSize(9)
    .fillColor(MUTED)
    .text(explanation, PAGE.left, doc.y + 3, { width: WIDTH });
  pen.y = doc.y;
}

/** What the customer has to do, which is usually nothing. */
export function paymentInWords(invoice: InvoiceDetail, timeZone: string): { headline: string; explanation: string } {
  const total = amount(invoice.gross, invoice.currency);
  const success = invoice.attempts.find((attempt) => attempt.state === "succeeded");
  if (invoice.status === "paid" && invoice.paidAt) {
    const day = dayInWords(localDateIn(invoice.paidAt, timeZone));
    return {
      headline: `Paid on ${day}`,
      explanation: success
        ? `${total} was charged to ${success.cardLabel}. You do not have to do anything.`
        : "Nothing was owed for this invoice.",
    };
  }
  if (invoice.status === "payment_failed") {
    return {
      headline: `Payment of ${total} did not go through`,
      explanation: invoice.paymentFailure?.reason ?? "Please write to us.",
    };
  }
  if (invoice.status === "void") {
    return { headline: "Void", explanation: "This invoice has been cancelled. Nothing is owed for it." };
  }
  return {
    headline: `${total} due on ${dayInWords(invoice.dueOn)}`,
    explanation: "It is charged to your saved card. You do not have to do anything.",
  };
}
