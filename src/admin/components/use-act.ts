import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AttentionAct } from "../../api/admin/csp/attention/document";
import { send } from "./client";

/** Does an act that the server offers. Whatever it was about may be shown anywhere, so all is read anew after it. */
export function useAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, reason }: { act: AttentionAct; reason: string | null }) =>
      send<unknown>("POST", act.path, reason === null ? {} : { reason }),
    onSettled: () => queries.invalidateQueries(),
  });
}
