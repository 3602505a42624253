import Medusa from "@medusajs/js-sdk";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } });

export type TaskState = "ready" | "leased" | "waiting" | "done" | "refused" | "skipped" | "needs_attention";

export type Task = {
  id: string;
  order_id: string;
  order_display_id: string | null;
  kind: "ensure_tenant" | "attest_agreement" | "place_order" | "await_vendor" | "settle_order";
  position: number;
  state: TaskState;
  attempts: number;
  next_at: string | null;
  last_error: string | null;
  can_retry: boolean;
  created_at: string;
  finished_at: string | null;
};

export type TaskPage = { tasks: Task[]; count: number; limit: number; offset: number; now: string };

export type TaskQuery = { states: readonly TaskState[]; orderId: string; offset: number };

export const pageSize = 25;
const refreshMs = 5_000;
const queueKey = "csp-provisioning-tasks";

/** One page of the queue, read again every few seconds: it moves by itself. */
export function useTasks({ states, orderId, offset }: TaskQuery) {
  return useQuery({
    queryKey: [queueKey, states, orderId, offset],
    queryFn: () =>
      sdk.client.fetch<TaskPage>("/admin/csp/provisioning-tasks", {
        query: {
          limit: pageSize,
          offset,
          ...(states.length > 0 ? { state: states.join(",") } : {}),
          ...(orderId === "" ? {} : { order_id: orderId }),
        },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
}

export function useRetryTask() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      sdk.client.fetch<{ task: Task }>(`/admin/csp/provisioning-tasks/${id}/retry`, { method: "POST" }),
    onSettled: () => queries.invalidateQueries({ queryKey: [queueKey] }),
  });
}
