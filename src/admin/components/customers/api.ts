import { useQuery } from "@tanstack/react-query";
import type { CustomerAnswer } from "../../../api/admin/csp/customers/[id]/document";
import { read } from "../client";

/** What is known of one of Medusa's customers. */
export function useCustomer(id: string) {
  return useQuery({
    queryKey: ["csp-customers", id],
    queryFn: async () => (await read<CustomerAnswer>(`/customers/${encodeURIComponent(id)}`)).customer,
    staleTime: 0,
  });
}
