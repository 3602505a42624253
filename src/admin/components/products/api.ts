import { useQuery } from "@tanstack/react-query";
import type { ProductAnswer } from "../../../api/admin/csp/products/[id]/document";
import { read } from "../client";

/** What is known of one of Medusa's products. */
export function useProduct(id: string) {
  return useQuery({
    queryKey: ["csp-products", id],
    queryFn: async () => (await read<ProductAnswer>(`/products/${encodeURIComponent(id)}`)).product,
    staleTime: 0,
  });
}
