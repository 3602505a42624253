import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CreditEntriesAnswer } from "../../../api/admin/csp/billing-accounts/[id]/credit-entries/document";
import type { PreviewAnswer } from "../../../api/admin/csp/billing-accounts/[id]/preview/document";
import type { AccountAnswer, AccountsAnswer, Preferences } from "../../../api/admin/csp/billing-accounts/document";
import type { JournalAnswer } from "../../../api/admin/csp/billing-journal/document";
import { PAGE_SIZE, read, send } from "../client";

const ACCOUNTS_KEY = "csp-billing-accounts";
const path = (id: string) => `/billing-accounts/${encodeURIComponent(id)}`;

/** One page of accounts, those that a failure holds up first. */
export function useAccounts(filter: { q: string; parked: boolean | undefined }, offset: number) {
  return useQuery({
    queryKey: [ACCOUNTS_KEY, "list", filter, offset],
    queryFn: () => read<AccountsAnswer>("/billing-accounts", { ...filter, limit: PAGE_SIZE, offset }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function useAccount(id: string) {
  return useQuery({
    queryKey: [ACCOUNTS_KEY, "detail", id],
    queryFn: async () => (await read<AccountAnswer>(path(id))).account,
    staleTime: 0,
  });
}

/** Changes how an account is billed. */
export function useChangeAccount(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (preferences: Preferences) => (await send<AccountAnswer>("POST", path(id), preferences)).account,
    onSuccess: () => queries.invalidateQueries({ queryKey: [ACCOUNTS_KEY] }),
  });
}

/** Movements of the credit balance, newest first. */
export function useCreditEntries(id: string, offset: number) {
  return useQuery({
    queryKey: [ACCOUNTS_KEY, "credits", id, offset],
    queryFn: () =>
      read<CreditEntriesAnswer>(`${path(id)}/credit-entries`, {
        limit: PAGE_SIZE,
        offset,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Who did what, newest first. */
export function useJournal(id: string, offset: number) {
  return useQuery({
    queryKey: [ACCOUNTS_KEY, "journal", id, offset],
    queryFn: () => read<JournalAnswer>(`${path(id)}/journal`, { limit: PAGE_SIZE, offset }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** What the next billing run would write. */
export function usePreview(id: string) {
  return useQuery({
    queryKey: [ACCOUNTS_KEY, "preview", id],
    queryFn: async () => (await read<PreviewAnswer>(`${path(id)}/preview`)).preview,
    staleTime: 0,
  });
}
