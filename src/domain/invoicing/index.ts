export { assembleInvoice, type InvoiceableLine, type InvoiceDraft, type InvoiceDraftLine } from "./assemble-invoice";
export { ChargeLedger, type ChargeLeft, type ChargeMove, type LedgerCharge } from "./charge-ledger";
export { CreditError } from "./credit-error";
export type { CreditNoteLine } from "./credit-line";
export { assembleCreditNote, type Credit, type CreditNoteDraft } from "./credit-note";
export { type DocumentKind, documentKind } from "./document-kind";
export type { CreditedLine, IssuedLine } from "./line-account";
export { type SettledLine, settleLines } from "./settle-lines";
export type { DocumentLine } from "./split-line";
