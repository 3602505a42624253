export { EInvoiceError, type EInvoiceObstacle } from "./e-invoice-error";
export { invoiceUbl } from "./invoice-ubl";
export type { EInvoiceOptions, PaymentRoute, Registration } from "./options";
export { type UblFile, ublFile } from "./ubl-file";
