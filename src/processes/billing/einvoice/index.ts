export { EInvoiceError, type EInvoiceObstacle } from "./e-invoice-error";
export { invoiceUbl } from "./invoice-ubl";
export type { EInvoiceOptions } from "./options";
export { ublFile } from "./ubl-file";
