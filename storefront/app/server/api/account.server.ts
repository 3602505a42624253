import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { billingPlanSchema, dateSchema, instantSchema, moneySchema, termSchema } from "./money.server";

const subscriptionSchema = z.object({
  id: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  quantity: z.number().int(),
  term: termSchema,
  billing_plan: billingPlanSchema,
  status: z.string(),
  domain: z.string().nullish(),
  started_on: dateSchema,
  term_last_on: dateSchema,
  renews_on: dateSchema.nullish(),
  renewal: z.enum(["renew", "stop"]),
  next_charge: z.object({ on: dateSchema, net: moneySchema }).nullable(),
  whole_term: moneySchema,
  return_windows: z.array(z.object({ quantity: z.number().int(), until_at: instantSchema })),
  vendor_subscription_id: z.string().nullish(),
});

const invoiceSchema = z.object({
  id: z.string(),
  number: z.string(),
  issued_on: dateSchema,
  due_on: dateSchema,
  period: z.object({ start_on: dateSchema, end_on: dateSchema }).nullish(),
  status: z.enum(["open", "paid", "payment_failed", "void"]),
  purchase_order_number: z.string().nullish(),
  payment_failure: z.object({ reason: z.string() }).nullish(),
  total: moneySchema,
  net: moneySchema,
  tax: moneySchema,
});

const invoiceDetailSchema = invoiceSchema.extend({
  lines: z.array(
    z.object({
      description: z.string(),
      detail: z.string().nullish(),
      formula: z.string().nullish(),
      period: z.object({ start_on: dateSchema, last_on: dateSchema }).nullish(),
      quantity: z.number(),
      net: moneySchema,
      tax: moneySchema,
    }),
  ),
  tax_summary: z
    .array(
      z.object({
        name: z.string().nullish(),
        rate_percent: z.union([z.string(), z.number()]).transform(String).nullish(),
        base: moneySchema.nullish(),
        tax: moneySchema,
      }),
    )
    .default([]),
  payments: z
    .array(
      z.object({
        at: instantSchema,
        amount: moneySchema,
        card: z.string().nullish(),
        state: z.string(),
        decline_reason: z.string().nullish(),
      }),
    )
    .default([]),
});

export type Subscription = z.infer<typeof subscriptionSchema>;
export type Invoice = z.infer<typeof invoiceSchema>;
export type InvoiceDetail = z.infer<typeof invoiceDetailSchema>;

export async function listSubscriptions(api: MedusaClient): Promise<Subscription[]> {
  const schema = z.object({ subscriptions: z.array(subscriptionSchema) });
  return (await api.get("/store/csp/subscriptions", schema)).subscriptions;
}

export async function readSubscription(api: MedusaClient, id: string): Promise<Subscription> {
  const schema = z.object({ subscription: subscriptionSchema });
  return (await api.get(`/store/csp/subscriptions/${encodeURIComponent(id)}`, schema)).subscription;
}

export async function listInvoices(api: MedusaClient): Promise<Invoice[]> {
  return (await api.get("/store/csp/invoices", z.object({ invoices: z.array(invoiceSchema) }))).invoices;
}

export async function readInvoice(api: MedusaClient, id: string): Promise<InvoiceDetail> {
  const schema = z.object({ invoice: invoiceDetailSchema });
  return (await api.get(`/store/csp/invoices/${encodeURIComponent(id)}`, schema)).invoice;
}

/** The invoice's PDF as the API serves it; the caller streams it on. */
export function downloadInvoice(api: MedusaClient, id: string): Promise<Response> {
  return api.download(`/store/csp/invoices/${encodeURIComponent(id)}/pdf`);
}
