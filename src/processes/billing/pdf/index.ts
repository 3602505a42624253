export { invoicePdf, pdfFileName } from "./invoice-pdf";
export type { PrintedDocument } from "./model";
export { type PdfFile, pdfFile } from "./pdf-file";
export { type DocumentOptions, printedDocument } from "./printed-document";
