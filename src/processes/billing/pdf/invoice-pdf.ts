import PDFDocument from "pdfkit";
import type { InvoiceDetail } from "../../../modules/billing";
import { drawFooters } from "./footer";
import { drawHeader } from "./header";
import { PAGE } from "./layout";
import { drawLines } from "./lines";
import type { PrintedDocument } from "./model";
import { drawPayment } from "./payment";
import { type DocumentOptions, printedDocument } from "./printed-document";
import { Paper } from "./text";
import { drawTotals } from "./totals";
import { watermarkPages } from "./watermark";

/**
 * An invoice, a credit note or a draft of one as a PDF (A4), in the document's language. Built from the stored document
 * alone, so that it reads the same in ten years; only what is paid and due is as of today.
 */
export function invoicePdf(document: InvoiceDetail, options: DocumentOptions = {}): Promise<Buffer> {
  const model = printedDocument(document, options);
  const doc = newDocument(model, document.issuedAt);
  const written = collect(doc);
  const paper = new Paper(doc);
  watermarkPages(paper, model.watermark);
  doc.addPage();
  const pen = drawHeader(paper, model);
  drawLines(paper, model, pen);
  drawTotals(paper, model, pen);
  drawPayment(paper, model, pen);
  drawFooters(paper, model);
  doc.end();
  return written;
}

/** `INV-2026-000001.pdf`; a draft has no number yet and is named after its id. */
export function pdfFileName(document: { readonly number: string | null; readonly id: string }): string {
  return `${document.number ?? `draft-${document.id}`}.pdf`;
}

function newDocument(model: PrintedDocument, at: Date): PDFKit.PDFDocument {
  const name = [model.title, model.number ?? model.watermark].filter(Boolean).join(" ");
  return new PDFDocument({
    size: "A4",
    margins: { top: PAGE.top, left: PAGE.left, right: PAGE.left, bottom: 0 },
    autoFirstPage: false,
    bufferPages: true,
    lang: model.locale,
    displayTitle: true,
    info: {
      Title: name,
      Author: model.seller.name,
      Subject: `${name}, ${model.buyer.name}`,
      CreationDate: at,
      ModDate: at,
    },
  });
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}
