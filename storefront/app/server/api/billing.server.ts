import { z } from "zod";
import { ApiError, type MedusaClient } from "../medusa.server";
import { invoiceLineSchema, taxSummarySchema } from "./invoices.server";
import { dateSchema, instantSchema, moneySchema } from "./money.server";

const periodSchema = z.object({ start_on: dateSchema, last_on: dateSchema });

const plannedSchema = z.object({
  kind: z.enum(["activation", "recurring", "credit_note"]),
  due_on: dateSchema,
  period: periodSchema,
  lines: z.array(invoiceLineSchema),
  discount: moneySchema,
  net: moneySchema,
  tax: moneySchema,
  total: moneySchema,
  tax_summary: taxSummarySchema,
  credit_applied: moneySchema,
  credit_earned: moneySchema,
  amount_due: moneySchema,
});

const nextInvoiceSchema = plannedSchema.extend({ run_at: instantSchema, run_on: dateSchema, reviewed: z.boolean() });

const nextInvoiceAnswerSchema = z.object({ next_invoice: nextInvoiceSchema.nullable(), held_up: z.boolean() });

const seatPreviewSchema = z.object({
  hash: z.string(),
  quantity: z.number().int(),
  current_quantity: z.number().int(),
  from_on: dateSchema,
  valid_until_at: instantSchema,
  change: z.object({ lines: z.array(invoiceLineSchema), net: moneySchema }),
  charge: plannedSchema.extend({ at_once: z.boolean(), on: dateSchema }),
  later: z
    .object({
      period: z.enum(["month", "year", "three_years"]),
      from_on: dateSchema,
      lines: z.array(invoiceLineSchema),
      net: moneySchema,
    })
    .nullable(),
});

const statementSchema = z.object({
  period: periodSchema,
  currency: z.string(),
  time_zone: z.string(),
  opening_balance: moneySchema,
  closing_balance: moneySchema,
  credit_balance: moneySchema,
  rows: z.array(
    z.object({
      on: dateSchema,
      kind: z.enum(["invoice", "credit_note", "payment", "adjustment"]),
      document: z.object({ id: z.string(), number: z.string() }).nullable(),
      card: z.string().nullable(),
      amount: moneySchema,
      balance: moneySchema,
    }),
  ),
});

export type PlannedInvoice = z.infer<typeof plannedSchema>;
export type NextInvoiceAnswer = z.infer<typeof nextInvoiceAnswerSchema>;
export type NextInvoice = z.infer<typeof nextInvoiceSchema>;
export type SeatPreview = z.infer<typeof seatPreviewSchema>;
export type Statement = z.infer<typeof statementSchema>;

/** What the next billing run will invoice, if anything; `held_up` when it waits for a person at the seller. */
export async function readNextInvoice(api: MedusaClient): Promise<NextInvoiceAnswer> {
  return api.get("/store/csp/billing/next-invoice", nextInvoiceAnswerSchema);
}

/** What another number of seats would cost. A number that cannot be had is an `ApiError` of status 400. */
export async function previewSeats(api: MedusaClient, subscriptionId: string, quantity: number): Promise<SeatPreview> {
  const path = `/store/csp/subscriptions/${encodeURIComponent(subscriptionId)}/seat-change/preview`;
  return (await api.post(path, { body: { quantity }, schema: z.object({ preview: seatPreviewSchema }) })).preview;
}

export type StatementDays = Readonly<{ from: string; to: string }>;

/** Days that are left empty are chosen by the API. Null before the first purchase. */
export async function readStatement(api: MedusaClient, days: StatementDays): Promise<Statement | null> {
  const schema = z.object({ statement: statementSchema.nullable() });
  return (await api.get(`/store/csp/statement?${statementQuery(days)}`, schema)).statement;
}

/** The statement as a file of comma-separated values; the caller streams it on. */
export function downloadStatement(api: MedusaClient, days: StatementDays): Promise<Response> {
  return api.download(`/store/csp/statement?${statementQuery(days)}&format=csv`);
}

/** Whether the API has refused what a customer typed. */
export function isRefusedInput(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 400;
}

function statementQuery({ from, to }: StatementDays): string {
  return new URLSearchParams({ from, to }).toString();
}
