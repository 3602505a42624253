import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TaskAnswer, TaskState, TasksAnswer } from "../../../../api/admin/csp/provisioning-tasks/document";
import { pageSize, read, send } from "../../../components/client";

export type TaskQuery = { states: readonly TaskState[]; orderId: string; offset: number };

const refreshMs = 5_000;
const queueKey = "csp-provisioning-tasks";

/** One page of the queue, read again every few seconds: it moves by itself. */
export function useTasks({ states, orderId, offset }: TaskQuery) {
  return useQuery({
    queryKey: [queueKey, states, orderId, offset],
    queryFn: () =>
      read<TasksAnswer>("/provisioning-tasks", {
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
    mutationFn: (id: string) => send<TaskAnswer>("POST", `/provisioning-tasks/${encodeURIComponent(id)}/retry`),
    onSettled: () => queries.invalidateQueries({ queryKey: [queueKey] }),
  });
}
