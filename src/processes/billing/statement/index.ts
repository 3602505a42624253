export { type EInvoiceOffer, eInvoiceOffer } from "./e-invoice-offer";
export { type CompanyStatement, readStatement } from "./read-statement";
export { type RelatedInvoices, relatedInvoices } from "./related-invoices";
export { statementCsv } from "./statement-csv";
