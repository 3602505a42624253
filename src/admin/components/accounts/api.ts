import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { pageSize, read, send } from "../client";
import type { DocumentKind, DocumentLine, TaxRow, Totals } from "../documents/api";
import type { Money } from "../format";

export type Preferences = {
  alignment: "anniversary" | "billing_day";
  billing_day: number | null;
  payment_terms_days: number;
  purchase_order_number: string | null;
  locale: "en" | "de" | "nl";
  invoice_approval: "automatic" | "review";
  zero_invoices: "send" | "keep";
};

export type Account = Preferences & {
  id: string;
  company_id: string;
  company_name: string;
  currency: string;
  time_zone: string;
  credit_balance: Money;
  open_amount: Money;
  next_run_at: string | null;
  parked_reason: string | null;
  failed_attempts: number;
};

export type CreditEntry = {
  id: string;
  kind: "credit_note" | "applied" | "adjustment";
  invoice_id: string | null;
  amount: Money;
  balance: Money;
  reason: string | null;
  actor: string;
  created_at: string;
};

export type JournalEntry = {
  at: string;
  actor: string;
  action: string;
  invoice_id: string | null;
  billing_run_id: string | null;
  detail: Record<string, unknown>;
};

export type PlannedDocument = Totals & {
  kind: DocumentKind;
  issued_on: string;
  due_on: string;
  period: { start_on: string; last_on: string };
  silent: boolean;
  credit_applied: Money;
  credit_earned: Money;
  amount_due: Money;
  tax_summary: TaxRow[];
  lines: DocumentLine[];
};

export type Preview = { run_at: string | null; documents: PlannedDocument[]; next_run_at: string | null };

const accountsKey = "csp-billing-accounts";
const path = (id: string) => `/billing-accounts/${encodeURIComponent(id)}`;

/** One page of accounts, those that a failure holds up first. */
export function useAccounts(filter: { q: string; parked: boolean | undefined }, offset: number) {
  return useQuery({
    queryKey: [accountsKey, "list", filter, offset],
    queryFn: () =>
      read<{ accounts: Account[]; count: number }>("/billing-accounts", { ...filter, limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function useAccount(id: string) {
  return useQuery({
    queryKey: [accountsKey, "detail", id],
    queryFn: async () => (await read<{ account: Account }>(path(id))).account,
    staleTime: 0,
  });
}

/** Changes how an account is billed. */
export function useChangeAccount(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (preferences: Preferences) =>
      (await send<{ account: Account }>("POST", path(id), preferences)).account,
    onSuccess: () => queries.invalidateQueries({ queryKey: [accountsKey] }),
  });
}

/** Movements of the credit balance, newest first. */
export function useCreditEntries(id: string, offset: number) {
  return useQuery({
    queryKey: [accountsKey, "credits", id, offset],
    queryFn: () =>
      read<{ credit_entries: CreditEntry[]; count: number }>(`${path(id)}/credit-entries`, {
        limit: pageSize,
        offset,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Who did what, newest first. */
export function useJournal(id: string, offset: number) {
  return useQuery({
    queryKey: [accountsKey, "journal", id, offset],
    queryFn: () => read<{ entries: JournalEntry[]; count: number }>(`${path(id)}/journal`, { limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** What the next billing run would write. */
export function usePreview(id: string) {
  return useQuery({
    queryKey: [accountsKey, "preview", id],
    queryFn: async () => (await read<{ preview: Preview }>(`${path(id)}/preview`)).preview,
    staleTime: 0,
  });
}
