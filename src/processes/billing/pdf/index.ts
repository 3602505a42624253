export { type DocumentOptions, documentModel } from "./document-model";
export { documentPdf, type PdfFile } from "./document-pdf";
export { invoicePdf, pdfFileName } from "./invoice-pdf";
export type { DocumentModel } from "./model";
