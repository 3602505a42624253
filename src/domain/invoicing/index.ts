export { assembleInvoice, type InvoiceableLine, type InvoiceDraft, type InvoiceDraftLine } from "./assemble-invoice";
export { CreditError } from "./credit-error";
export { assembleCreditNote, type Credit, type CreditNoteDraft, type CreditNoteLine } from "./credit-note";
export { type DocumentKind, documentKind } from "./document-kind";
export type { CreditedLine, IssuedLine } from "./line-account";
