import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { pageSize, read, send } from "../../../components/client";

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

const refreshMs = 5_000;
const queueKey = "csp-provisioning-tasks";

/** One page of the queue, read again every few seconds: it moves by itself. */
export function useTasks({ states, orderId, offset }: TaskQuery) {
  return useQuery({
    queryKey: [queueKey, states, orderId, offset],
    queryFn: () =>
      read<TaskPage>("/provisioning-tasks", {
        limit: pageSize,
        offset,
        state: states.join(","),
        order_id: orderId,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
}

export function useRetryTask() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<{ task: Task }>("POST", `/provisioning-tasks/${encodeURIComponent(id)}/retry`),
    onSettled: () => queries.invalidateQueries({ queryKey: [queueKey] }),
  });
}
