import type { InvoiceDetail } from "../../../modules/billing";
import { EInvoiceError, type EInvoiceObstacle, invoiceUbl } from "../einvoice";

/** Whether an invoice or credit note can be had as an e-invoice, and in words why not. */
export type EInvoiceOffer = {
  readonly available: boolean;
  readonly obstacle: EInvoiceObstacle | null;
  readonly reason: string | null;
};

/** Found out by making one: there is no second list of what the norm cannot say. */
export function eInvoiceOffer(invoice: InvoiceDetail): EInvoiceOffer {
  try {
    invoiceUbl(invoice);
    return { available: true, obstacle: null, reason: null };
  } catch (error) {
    if (error instanceof EInvoiceError) {
      return { available: false, obstacle: error.obstacle, reason: error.message };
    }
    throw error;
  }
}
