export { assembleInvoice, type InvoiceableLine, type InvoiceDraft, type InvoiceDraftLine } from "./assemble-invoice";
export { assembleCreditNote, CreditError, type CreditNoteDraft, type IssuedLine } from "./credit-note";
