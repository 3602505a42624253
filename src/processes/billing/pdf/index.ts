export { invoicePdf, pdfFileName } from "./invoice-pdf";
export { pdfFile } from "./pdf-file";
