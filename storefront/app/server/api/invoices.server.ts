import {
  type InvoiceDetail,
  type InvoiceListAnswer,
  invoiceAnswer,
  invoiceListAnswer,
} from "../../../../src/api/store/csp/invoices/document";
import type { MedusaClient } from "../medusa.server";

export type { Invoice, PlannedLine, TaxSummary } from "../../../../src/api/store/csp/invoices/document";
export type { InvoiceDetail };

/** Invoices and credit notes, newest first; `count` is how many there are in all. */
export async function listInvoices(
  api: MedusaClient,
  page: { limit: number; offset: number } = { limit: 50, offset: 0 },
): Promise<InvoiceListAnswer> {
  return api.get(`/store/csp/invoices?limit=${page.limit}&offset=${page.offset}`, invoiceListAnswer);
}

export async function readInvoice(api: MedusaClient, id: string): Promise<InvoiceDetail> {
  return (await api.get(`/store/csp/invoices/${encodeURIComponent(id)}`, invoiceAnswer)).invoice;
}

/** The document as the API serves it, as PDF or as XML; the caller streams it on. */
export function downloadInvoice(api: MedusaClient, id: string, format: "pdf" | "xml"): Promise<Response> {
  return api.download(`/store/csp/invoices/${encodeURIComponent(id)}/${format}`);
}
