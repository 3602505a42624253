import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AttentionAnswer, AttentionItem, AttentionItemAnswer } from "../../../../api/admin/csp/attention/document";
import { COUNT_KEY } from "../../../components/attention/attention-icon";
import { PAGE_SIZE, read, send } from "../../../components/client";

export type AttentionFilter = {
  kind: string;
  assigned: string;
  olderThanDays: string;
  offset: number;
};

const LIST_KEY = "csp-attention";
const REFRESH_MS = 30_000;

/** One page of what waits, read again twice a minute: causes are mended elsewhere too. */
export function useAttention({ kind, assigned, olderThanDays, offset }: AttentionFilter) {
  return useQuery({
    queryKey: [LIST_KEY, kind, assigned, olderThanDays, offset],
    queryFn: () =>
      read<AttentionAnswer>("/attention", {
        limit: PAGE_SIZE,
        offset,
        kind,
        assigned,
        older_than_days: olderThanDays,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** After anything was done, the list and the count in the menu are read anew. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: [LIST_KEY] }),
        queries.invalidateQueries({ queryKey: [COUNT_KEY] }),
      ]),
  });
}

const keyOf = ({ kind, ref }: AttentionItem) => ({ kind, ref });

export function useNote(item: AttentionItem) {
  return useChange((words: string) => send<AttentionItemAnswer>("POST", "/attention/notes", { ...keyOf(item), words }));
}

export function useAssign(item: AttentionItem) {
  return useChange((userId: string | null) =>
    send<AttentionItemAnswer>("POST", "/attention/assignment", { ...keyOf(item), user_id: userId }),
  );
}

export function useResolve(item: AttentionItem) {
  return useChange((reason: string) =>
    send<AttentionItemAnswer>("POST", "/attention/resolution", { ...keyOf(item), state: item.state, reason }),
  );
}
