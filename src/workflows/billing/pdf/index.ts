import PDFDocument from "pdfkit";
import type { InvoiceDetail } from "../../../modules/billing";
import { registerFonts } from "./fonts";
import { drawHeader } from "./header";
import { FOOTER_Y, MUTED, PAGE, RULE, WIDTH } from "./layout";
import { drawLines } from "./lines";
import { drawTotals } from "./totals";

/**
 * The invoice as a PDF (A4). Built from the stored document alone, so that it reads the same in ten years; only the
 * payment status is as of today.
 *
 * @param timeZone in which the day of payment is told; UTC by default.
 */
export function invoicePdf(invoice: InvoiceDetail, timeZone = "UTC"): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: PAGE.top, left: PAGE.left, right: PAGE.left, bottom: 0 },
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: `Invoice ${invoice.number}`,
      Author: invoice.seller.name,
      Subject: `Invoice for ${invoice.buyer.name}`,
      CreationDate: invoice.issuedAt,
      ModDate: invoice.issuedAt,
    },
  });
  const written = collect(doc);
  const fonts = registerFonts(doc);
  const pen = drawHeader(doc, fonts, invoice);
  drawLines(doc, fonts, invoice, pen);
  drawTotals(doc, fonts, invoice, pen, timeZone);
  drawFooters(doc, fonts.regular, invoice);
  doc.end();
  return written;
}

/** `INV-2026-000001.pdf` */
export function pdfFileName(invoice: { readonly number: string }): string {
  return `${invoice.number}.pdf`;
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}

/** Who to ask, and which page this is: known only once all pages exist. */
function drawFooters(doc: PDFKit.PDFDocument, font: string, invoice: InvoiceDetail): void {
  const { seller } = invoice;
  const contact = [seller.email, seller.phone].filter(Boolean).join(" · ");
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    doc
      .moveTo(PAGE.left, FOOTER_Y - 8)
      .lineTo(PAGE.right, FOOTER_Y - 8)
      .lineWidth(0.5)
      .strokeColor(RULE)
      .stroke();
    doc.font(font).fontSize(8).fillColor(MUTED);
    doc.text(`Questions about this invoice? ${contact}`, PAGE.left, FOOTER_Y, { width: WIDTH - 90, lineBreak: false });
    doc.text(`${invoice.number} · ${page - start + 1} of ${count}`, PAGE.right - 150, FOOTER_Y, {
      width: 150,
      align: "right",
      lineBreak: false,
    });
  }
}
