import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { download, pageSize, read, saveFile, send } from "../client";
import type { Money } from "../format";

export type DocumentKind = "activation" | "recurring" | "credit_note";
export type DocumentStatus = "draft" | "open" | "paid" | "payment_failed" | "void" | "issued";
type Span = { start_on: string; end_on: string; last_on: string };

export type Totals = { subtotal: Money; discount: Money; net: Money; tax: Money; total: Money };

export type DocumentSummary = Totals & {
  id: string;
  number: string | null;
  kind: DocumentKind;
  status: DocumentStatus;
  company_name: string;
  billing_account_id: string;
  billing_run_id: string | null;
  issued_on: string;
  due_on: string;
  period: Span;
  credit_applied: Money;
  amount_credited: Money;
  amount_paid: Money;
  amount_due: Money;
  credit_reason: string | null;
  payment_failure: { at: string; reason: string } | null;
};

export type AppliedDiscount = { id: string; name: string; in_words: string; share: string; amount: Money };

export type DocumentLine = {
  id: string;
  kind: string;
  description: string;
  detail: string;
  formula: string;
  subscription_id: string;
  period: Span & { days: number };
  quantity: number;
  unit_price: Money;
  subtotal: Money;
  discount: Money;
  discounts: AppliedDiscount[];
  net: Money;
  tax: Money;
  total: Money;
  tax_codes: string[] | null;
};

export type SourceEvent = {
  id: string;
  type?: string;
  sequence?: number;
  on?: string;
  quantity?: number;
  term?: string;
  billing_plan?: string;
  price_version?: string;
  unit_term_price?: Money;
  term_ends_on?: string;
};

export type EarlierLine = {
  invoice_id: string;
  number: string | null;
  issued_on: string;
  charge_key: string;
  formula: string;
  net: Money;
};

export type TracedLine = DocumentLine & {
  left_to_credit: Money;
  inputs: {
    charge_key: string;
    reference_period: Span & { days: number };
    factor: string;
    policy_version: string;
    source_event: SourceEvent;
    earlier_lines: EarlierLine[];
  };
};

export type Attempt = {
  attempt_no: number;
  state: string;
  amount: Money;
  card: string;
  code: string | null;
  decline_code: string | null;
  message: string | null;
  planned_at: string;
  finished_at: string | null;
};

export type TaxRow = { code: string; name: string; rate_percent: string; treatment: string; base: Money; tax: Money };

export type DocumentDetail = DocumentSummary & {
  buyer: { name: string };
  locale: string;
  purchase_order_number: string | null;
  order_id: string | null;
  order_display_id: string | null;
  silent: boolean;
  tax_policy: string;
  tax_summary: TaxRow[];
  lines: TracedLine[];
  attempts: Attempt[];
  credit_notes: { id: string; number: string | null; issued_on: string; total: Money; credit_reason: string | null }[];
  credited_invoice: { id: string; number: string | null } | null;
};

export type CreditRequest = {
  reason: "correction" | "goodwill";
  text: string;
  lines: "all" | { line_id: string; net: string }[];
};

export type CreditNote = Totals & {
  id: string | null;
  number: string | null;
  tax_summary: TaxRow[];
  lines: DocumentLine[];
  reduces_invoice_by: Money;
  to_credit_balance: Money;
};

export type DocumentFilter = {
  q?: string;
  kind?: DocumentKind | undefined;
  status?: DocumentStatus | undefined;
  account_id?: string;
  run_id?: string;
};

export const documentsKey = "csp-documents";
const accountsKey = "csp-billing-accounts";
const path = (id: string) => `/invoices/${encodeURIComponent(id)}`;

/** Where a document's file is. */
export function fileAddress(id: string, format: "pdf" | "xml"): string {
  return `/admin/csp${path(id)}/${format}`;
}

/** Downloads the e-invoice. */
export function useEInvoice() {
  return useMutation({
    mutationFn: async ({ id, number }: Pick<DocumentDetail, "id" | "number">) =>
      saveFile(await download(fileAddress(id, "xml")), `${number}.xml`),
  });
}

/** One page of documents, newest first. */
export function useDocuments(filter: DocumentFilter, offset: number) {
  return useQuery({
    queryKey: [documentsKey, "list", filter, offset],
    queryFn: () =>
      read<{ invoices: DocumentSummary[]; count: number }>("/invoices", { ...filter, limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    // Documents are made by runs that this page knows nothing of.
    staleTime: 0,
  });
}

/** One document with the inputs of its lines. */
export function useDocument(id: string) {
  return useQuery({
    queryKey: [documentsKey, "detail", id],
    queryFn: async () => (await read<{ invoice: DocumentDetail }>(path(id))).invoice,
  });
}

function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [documentsKey] });
      await queries.invalidateQueries({ queryKey: [accountsKey] });
    },
  });
}

/** Asks for another attempt on the saved card. */
export function useCharge() {
  return useAct((id: string) => send("POST", `${path(id)}/charge`));
}

/** Gives a draft its number. */
export function useIssue() {
  return useAct(async (id: string) => (await send<{ invoice: DocumentDetail }>("POST", `${path(id)}/issue`)).invoice);
}

/** Throws a draft away. */
export function useDiscard() {
  return useAct((id: string) => send("DELETE", path(id)));
}

/** What a credit note would be; nothing is written. */
export function useTryCredit(id: string) {
  return useMutation({
    mutationFn: async (request: CreditRequest) =>
      (await send<{ credit_note: CreditNote }>("POST", `${path(id)}/credit`, { ...request, dry_run: true }))
        .credit_note,
  });
}

/** Issues a credit note. */
export function useCredit(id: string) {
  return useAct(
    async (request: CreditRequest) =>
      (await send<{ credit_note: CreditNote }>("POST", `${path(id)}/credit`, request)).credit_note,
  );
}
