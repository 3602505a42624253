import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../connections/settings";
import { UnavailableError } from "../../../errors/unavailable-error";
import { BILLING_MODULE, type InvoiceDetail } from "../../../modules/billing";
import { logOf } from "../../../telemetry/log";
import { correctedInvoices, creditedInvoice } from "./credited-invoice";
import { pdfFileName } from "./invoice-pdf";
import { RenderPool } from "./render-pool";

/** A document as a file to be mailed or downloaded. */
export type PdfFile = {
  readonly filename: string;
  readonly content: Buffer;
};

const pool = new RenderPool();

/**
 * The document as its customer gets it: with the number of the invoice it corrects and where it can be paid. Written by
 * a thread of its own; nothing else waits meanwhile.
 * @throws UnavailableError when it could not be written; the reason is in the log
 */
export async function pdfFile(container: MedusaContainer, document: InvoiceDetail): Promise<PdfFile> {
  const { seller, shopUrl } = settingsOf(container);
  const credited = await creditedInvoice(container, document);
  const card = await container.resolve(BILLING_MODULE).defaultPaymentMethod(document.billingAccountId);
  const filename = pdfFileName(document);
  try {
    const content = await pool.render(document, {
      timeZone: seller.timeZone,
      payUrl: new URL(`/account/invoices/${document.id}`, shopUrl).toString(),
      creditedNumber: credited?.number ?? null,
      corrects: await correctedInvoices(container, document),
      hasCard: card !== null,
    });
    return { filename, content };
  } catch (error) {
    logOf(container).error("A PDF could not be written", { invoice_id: document.id, error });
    throw new UnavailableError(
      `The file ${filename} could not be written just now. The document itself is safe; please try again in a minute.`,
    );
  }
}
