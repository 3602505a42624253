export { documentUbl, type UblFile } from "./document-ubl";
export { EInvoiceError, type EInvoiceObstacle } from "./e-invoice-error";
export type { EInvoiceOptions, PaymentRoute, Registration } from "./options";
export { ublDocument } from "./ubl-document";
