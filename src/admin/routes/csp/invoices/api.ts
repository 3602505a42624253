import Medusa from "@medusajs/js-sdk";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } });

export type Money = { amount: string; currency: string };
export type InvoiceStatus = "open" | "paid" | "payment_failed" | "void";

export type InvoiceSummary = {
  id: string;
  number: string;
  kind: "activation" | "recurring";
  issued_on: string;
  due_on: string;
  period: { start_on: string; last_on: string };
  status: InvoiceStatus;
  total: Money;
  net: Money;
  tax: Money;
  company_name: string;
  payment_failure: { at: string; reason: string } | null;
};

export type SourceEvent = { id: string; type?: string; on?: string; quantity?: number };

export type InvoiceLine = {
  id: string;
  description: string;
  detail: string;
  formula: string;
  kind: string;
  period: { start_on: string; last_on: string };
  quantity: number;
  unit_price: Money;
  net: Money;
  tax: Money;
  subscription_id: string;
  inputs: {
    charge_key: string;
    reference_period: { start_on: string; end_on: string };
    factor: string;
    policy_version: string;
    source_event: SourceEvent;
  };
};

export type Attempt = {
  attempt_no: number;
  state: string;
  card: string;
  code: string | null;
  decline_code: string | null;
  message: string | null;
  planned_at: string;
  finished_at: string | null;
};

export type InvoiceDetail = Omit<InvoiceSummary, "company_name"> & {
  buyer: { name: string };
  tax_policy: string;
  lines: InvoiceLine[];
  tax_summary: { name: string; rate_percent: string; base: Money; tax: Money }[];
  attempts: Attempt[];
};

export type Run = {
  id: string;
  trigger: "ticker" | "admin";
  dry_run: boolean;
  started_at: string;
  finished_at: string | null;
  due: number;
  done: number;
  failed: number;
  invoices: number;
  totals: Money[];
  failures: { account_id: string; company_id: string; reason: string }[];
};

export type RunBoard = { runs: Run[]; count: number; due: number; parked: number; next_run_at: string | null };

export type InvoiceQuery = { q: string; status: InvoiceStatus | null; offset: number };

export const pageSize = 25;
const listKey = "csp-invoices";
const runsKey = "csp-billing-runs";
const runsRefreshMs = 10_000;

/** One page of all companies' invoices. */
export function useInvoices({ q, status, offset }: InvoiceQuery) {
  return useQuery({
    queryKey: [listKey, "list", q, status, offset],
    queryFn: () =>
      sdk.client.fetch<{ invoices: InvoiceSummary[]; count: number }>("/admin/csp/invoices", {
        query: { limit: pageSize, offset, ...(q === "" ? {} : { q }), ...(status === null ? {} : { status }) },
      }),
    placeholderData: keepPreviousData,
  });
}

/** One invoice with the inputs of its lines. */
export function useInvoice(id: string) {
  return useQuery({
    queryKey: [listKey, "detail", id],
    queryFn: async () =>
      (await sdk.client.fetch<{ invoice: InvoiceDetail }>(`/admin/csp/invoices/${encodeURIComponent(id)}`)).invoice,
  });
}

/** Asks for another attempt on the saved card. */
export function useChargeInvoice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      sdk.client.fetch(`/admin/csp/invoices/${encodeURIComponent(id)}/charge`, { method: "POST" }),
    onSettled: () => queries.invalidateQueries({ queryKey: [listKey] }),
  });
}

/** What runs did; read again now and then, because the ticker runs by itself. */
export function useRuns() {
  return useQuery({
    queryKey: [runsKey],
    queryFn: () => sdk.client.fetch<RunBoard>("/admin/csp/billing-runs", { query: { limit: 10 } }),
    refetchInterval: runsRefreshMs,
  });
}

/** Runs now, or as a dry run. */
export function useStartRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (dryRun: boolean) =>
      (await sdk.client.fetch<{ run: Run }>("/admin/csp/billing-runs", { method: "POST", body: { dry_run: dryRun } }))
        .run,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [runsKey] });
      await queries.invalidateQueries({ queryKey: [listKey] });
    },
  });
}
