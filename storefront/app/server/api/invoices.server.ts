import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { dateSchema, instantSchema, moneySchema } from "./money.server";

const kindSchema = z.enum(["activation", "recurring", "credit_note"]);

const invoiceSchema = z.object({
  id: z.string(),
  number: z.string(),
  kind: kindSchema,
  issued_on: dateSchema,
  due_on: dateSchema,
  period: z.object({ start_on: dateSchema, last_on: dateSchema }),
  status: z.enum(["open", "paid", "payment_failed", "void", "issued"]),
  paid_at: instantSchema.nullable(),
  total: moneySchema,
  discount: moneySchema,
  net: moneySchema,
  tax: moneySchema,
  credit_applied: moneySchema,
  amount_credited: moneySchema,
  amount_paid: moneySchema,
  amount_due: moneySchema,
  credit_reason: z.string().nullable(),
  purchase_order_number: z.string().nullable(),
  payment_failure: z.object({ reason: z.string() }).nullable(),
});

export const invoiceLineSchema = z.object({
  kind: z.string(),
  description: z.string(),
  detail: z.string(),
  formula: z.string(),
  period: z.object({ start_on: dateSchema, last_on: dateSchema }),
  reference_period: z.object({ start_on: dateSchema, last_on: dateSchema }),
  days: z.number().int(),
  reference_days: z.number().int(),
  quantity: z.number(),
  unit_price: moneySchema,
  before_discount: moneySchema,
  discount: moneySchema,
  discounts: z.array(z.object({ name: z.string(), in_words: z.string(), amount: moneySchema })),
  net: moneySchema,
  tax: moneySchema,
  subscription_id: z.string(),
});

export const taxSummarySchema = z.array(
  z.object({
    name: z.string(),
    rate_percent: z.string(),
    note: z.string().nullable(),
    base: moneySchema,
    tax: moneySchema,
  }),
);

const relatedSchema = z.object({ id: z.string(), number: z.string().nullable() });

const invoiceDetailSchema = invoiceSchema.extend({
  lines: z.array(invoiceLineSchema.extend({ id: z.string() })),
  tax_summary: taxSummarySchema,
  payments: z.array(
    z.object({
      at: instantSchema,
      amount: moneySchema,
      card: z.string(),
      state: z.string(),
      decline_reason: z.string().nullable(),
    }),
  ),
  credited_invoice: relatedSchema.nullable(),
  credit_notes: z.array(relatedSchema.extend({ issued_on: dateSchema, total: moneySchema })),
  e_invoice: z.object({ available: z.boolean(), obstacle: z.string().nullable(), reason: z.string().nullable() }),
});

export type Invoice = z.infer<typeof invoiceSchema>;
export type InvoiceDetail = z.infer<typeof invoiceDetailSchema>;
export type InvoiceLine = z.infer<typeof invoiceLineSchema>;
export type TaxSummary = z.infer<typeof taxSummarySchema>;

/** Invoices and credit notes, newest first; `count` is how many there are in all. */
export async function listInvoices(
  api: MedusaClient,
  page: { limit: number; offset: number } = { limit: 50, offset: 0 },
): Promise<{ invoices: Invoice[]; count: number }> {
  const schema = z.object({ invoices: z.array(invoiceSchema), count: z.number().int() });
  return api.get(`/store/csp/invoices?limit=${page.limit}&offset=${page.offset}`, schema);
}

export async function readInvoice(api: MedusaClient, id: string): Promise<InvoiceDetail> {
  const schema = z.object({ invoice: invoiceDetailSchema });
  return (await api.get(`/store/csp/invoices/${encodeURIComponent(id)}`, schema)).invoice;
}

/** The document as the API serves it, as PDF or as XML; the caller streams it on. */
export function downloadInvoice(api: MedusaClient, id: string, format: "pdf" | "xml"): Promise<Response> {
  return api.download(`/store/csp/invoices/${encodeURIComponent(id)}/${format}`);
}
