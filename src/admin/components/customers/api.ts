import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AgreementEvidenceAnswer } from "../../../api/admin/csp/customers/[id]/agreement/document";
import type { CustomerAnswer } from "../../../api/admin/csp/customers/[id]/document";
import type { ErasedAnswer, ErasureAnswer } from "../../../api/admin/csp/customers/[id]/erase/document";
import type { TaxIdAnswer, TaxIdBody } from "../../../api/admin/csp/customers/[id]/tax-id/document";
import { download, read, saveFile, send } from "../client";

const CUSTOMERS_KEY = "csp-customers";

/** What is known of one of Medusa's customers. */
export function useCustomer(id: string) {
  return useQuery({
    queryKey: [CUSTOMERS_KEY, id],
    queryFn: async () => (await read<CustomerAnswer>(`/customers/${encodeURIComponent(id)}`)).customer,
    staleTime: 0,
  });
}

/** Decides by hand whether the VAT id of a customer's company is valid. */
export function useTaxIdDecision(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: TaxIdBody) => send<TaxIdAnswer>("POST", `/customers/${encodeURIComponent(id)}/tax-id`, body),
    onSettled: () => queries.invalidateQueries({ queryKey: [CUSTOMERS_KEY] }),
  });
}

/** Asks Microsoft anew how a customer's company stands with its agreement. */
export function useAgreementCheck(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send<AgreementEvidenceAnswer>("POST", `/customers/${encodeURIComponent(id)}/agreement`),
    onSettled: () => queries.invalidateQueries({ queryKey: [CUSTOMERS_KEY] }),
  });
}

const ERASURES_KEY = "csp-erasures";

/** What erasing a customer would do, and what keeps it from being done. */
export function useErasure(id: string) {
  return useQuery({
    queryKey: [ERASURES_KEY, id],
    queryFn: async () => (await read<ErasureAnswer>(`/customers/${encodeURIComponent(id)}/erase`)).erasure,
    staleTime: 0,
  });
}

/** Erases a person. */
export function useErasing(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send<ErasedAnswer>("POST", `/customers/${encodeURIComponent(id)}/erase`),
    // After a refusal: what keeps the person may be another thing by now. An erased one is asked about no more.
    onError: () => queries.invalidateQueries({ queryKey: [ERASURES_KEY] }),
  });
}

/** Hands everything that is kept about a person to the reader's browser, as a file. */
export function useGivingOut(id: string) {
  return useMutation({
    mutationFn: async () => {
      const file = await download(`/admin/csp/customers/${encodeURIComponent(id)}/personal-data`);
      saveFile(file, `personal-data-${id}.json`);
    },
  });
}
