export { type EInvoiceOffer, eInvoiceOffer } from "./e-invoice-offer";
export { type CompanyStatement, readStatement, type StatementRow } from "./read-statement";
export { relatedDocuments } from "./related-documents";
export { statementRepository } from "./repository";
export { statementCsv } from "./statement-csv";
export { statementDocument } from "./statement-document";
