import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TaskAnswer, TaskState, TasksAnswer } from "../../../../api/admin/csp/provisioning-tasks/document";
import { PAGE_SIZE, read, send } from "../../../components/client";

export type TaskQuery = { states: readonly TaskState[]; orderId: string; offset: number };

const REFRESH_MS = 5_000;
const QUEUE_KEY = "csp-provisioning-tasks";

/** One page of the queue, read again every few seconds: it moves by itself. */
export function useTasks({ states, orderId, offset }: TaskQuery) {
  return useQuery({
    queryKey: [QUEUE_KEY, states, orderId, offset],
    queryFn: () =>
      read<TasksAnswer>("/provisioning-tasks", {
        limit: PAGE_SIZE,
        offset,
        state: states.join(","),
        order_id: orderId,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function useRetryTask() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<TaskAnswer>("POST", `/provisioning-tasks/${encodeURIComponent(id)}/retry`),
    onSettled: () => queries.invalidateQueries({ queryKey: [QUEUE_KEY] }),
  });
}
