import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type InvoiceDetail } from "../../../modules/billing";
import { correctedInvoices, creditedInvoice } from "../pdf/credited-invoice";
import { invoiceUbl } from "./invoice-ubl";

/** An e-invoice as a file to be downloaded. */
export type UblFile = {
  readonly filename: string;
  readonly content: string;
};

/**
 * The stored document as an e-invoice, named after its number.
 * @throws EInvoiceError
 */
export async function ublFile(container: MedusaContainer, document: InvoiceDetail): Promise<UblFile> {
  const card = await container.resolve(BILLING_MODULE).defaultPaymentMethod(document.billingAccountId);
  const credited = await creditedInvoice(container, document);
  const content = invoiceUbl(document, {
    creditedNumber: credited?.number ?? null,
    corrects: await correctedInvoices(container, document),
    hasCard: card !== null,
  });
  return { filename: `${document.number}.xml`, content };
}
