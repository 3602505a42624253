import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FailuresAnswer } from "../../../api/admin/csp/billing-runs/[id]/failures/document";
import type { Run, RunAnswer, RunsAnswer } from "../../../api/admin/csp/billing-runs/document";
import { pageSize, read, send } from "../client";
import { documentsKey } from "../documents/api";

const runsKey = "csp-billing-runs";
const whileRunningMs = 2_000;
const otherwiseMs = 10_000;
const path = (id: string) => `/billing-runs/${encodeURIComponent(id)}`;

export const isUnderWay = (run: Pick<Run, "status">) => run.status === "running" || run.status === "stopping";

/** What runs did; read again every two seconds while one is under way, now and then otherwise: the ticker runs too. */
export function useRuns(offset: number) {
  return useQuery({
    queryKey: [runsKey, "list", offset],
    queryFn: () => read<RunsAnswer>("/billing-runs", { limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.runs.some(isUnderWay) ? whileRunningMs : otherwiseMs),
  });
}

/** One run, followed until it is over. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: [runsKey, "detail", id],
    queryFn: async () => (await read<RunAnswer>(path(id ?? ""))).run,
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? false : whileRunningMs),
  });
}

/** Accounts a run set aside. */
export function useFailures(id: string, offset: number) {
  return useQuery({
    queryKey: [runsKey, "failures", id, offset],
    queryFn: () => read<FailuresAnswer>(`${path(id)}/failures`, { limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Begins a run, or a dry run. */
export function useStartRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (dryRun: boolean) => (await send<RunAnswer>("POST", "/billing-runs", { dry_run: dryRun })).run,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [runsKey, "list"] });
      await queries.invalidateQueries({ queryKey: [documentsKey] });
    },
  });
}

/** Asks a run to stop after the accounts in hand, or takes a stopped one up again. */
export function useTurnRun(turn: "stop" | "resume") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<RunAnswer>("POST", `${path(id)}/${turn}`),
    onSettled: () => queries.invalidateQueries({ queryKey: [runsKey] }),
  });
}
