import { useQuery } from "@tanstack/react-query";
import type { OrderAnswer } from "../../../api/admin/csp/orders/[id]/document";
import { read } from "../client";

const REFRESH_MS = 5_000;

/** What is known of one of Medusa's orders; read again every few seconds until it is settled. */
export function useOrder(id: string) {
  return useQuery({
    queryKey: ["csp-orders", id],
    queryFn: async () => (await read<OrderAnswer>(`/orders/${encodeURIComponent(id)}`)).order,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && !state.data.settled ? REFRESH_MS : false),
  });
}
