import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CreditNoteAnswer, CreditRequest } from "../../../api/admin/csp/invoices/[id]/credit/document";
import type {
  InvoiceAnswer,
  InvoiceDetail,
  InvoiceKind,
  InvoiceStatus,
  InvoicesAnswer,
} from "../../../api/admin/csp/invoices/document";
import { download, PAGE_SIZE, read, saveFile, send } from "../client";

export type DocumentFilter = {
  q?: string;
  kind?: InvoiceKind | undefined;
  status?: InvoiceStatus | undefined;
  account_id?: string;
  run_id?: string;
};

export const DOCUMENTS_KEY = "csp-documents";
const ACCOUNTS_KEY = "csp-billing-accounts";
const path = (id: string) => `/invoices/${encodeURIComponent(id)}`;

/** Where a document's file is. */
export function fileAddress(id: string, format: "pdf" | "xml"): string {
  return `/admin/csp${path(id)}/${format}`;
}

/** Downloads the e-invoice. */
export function useEInvoice() {
  return useMutation({
    mutationFn: async ({ id, number }: Pick<InvoiceDetail, "id" | "number">) =>
      saveFile(await download(fileAddress(id, "xml")), `${number}.xml`),
  });
}

/** One page of documents, newest first. */
export function useDocuments(filter: DocumentFilter, offset: number) {
  return useQuery({
    queryKey: [DOCUMENTS_KEY, "list", filter, offset],
    queryFn: () => read<InvoicesAnswer>("/invoices", { ...filter, limit: PAGE_SIZE, offset }),
    placeholderData: keepPreviousData,
    // Documents are made by runs that this page knows nothing of.
    staleTime: 0,
  });
}

/** One document with the inputs of its lines. */
export function useDocument(id: string) {
  return useQuery({
    queryKey: [DOCUMENTS_KEY, "detail", id],
    queryFn: async () => (await read<InvoiceAnswer>(path(id))).invoice,
  });
}

function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [DOCUMENTS_KEY] });
      await queries.invalidateQueries({ queryKey: [ACCOUNTS_KEY] });
    },
  });
}

/** Asks for another attempt on the saved card. */
export function useCharge() {
  return useAct((id: string) => send("POST", `${path(id)}/charge`));
}

/** Gives a draft its number. */
export function useIssue() {
  return useAct(async (id: string) => (await send<InvoiceAnswer>("POST", `${path(id)}/issue`)).invoice);
}

/** Throws a draft away. */
export function useDiscard() {
  return useAct((id: string) => send("DELETE", path(id)));
}

/** What a credit note would be; nothing is written. */
export function useTryCredit(id: string) {
  return useMutation({
    mutationFn: async (request: CreditRequest) =>
      (await send<CreditNoteAnswer>("POST", `${path(id)}/credit`, { ...request, dry_run: true })).credit_note,
  });
}

/** Issues a credit note. */
export function useCredit(id: string) {
  return useAct(
    async (request: CreditRequest) => (await send<CreditNoteAnswer>("POST", `${path(id)}/credit`, request)).credit_note,
  );
}
