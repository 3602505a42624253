import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FailuresAnswer } from "../../../api/admin/csp/billing-runs/[id]/failures/document";
import type { Run, RunAnswer, RunsAnswer } from "../../../api/admin/csp/billing-runs/document";
import { PAGE_SIZE, read, send } from "../client";
import { DOCUMENTS_KEY } from "../documents/api";

const RUNS_KEY = "csp-billing-runs";
const WHILE_RUNNING_MS = 2_000;
const OTHERWISE_MS = 10_000;
const path = (id: string) => `/billing-runs/${encodeURIComponent(id)}`;

export const isUnderWay = (run: Pick<Run, "status">) => run.status === "running" || run.status === "stopping";

/** What runs did; read again every two seconds while one is under way, now and then otherwise: the ticker runs too. */
export function useRuns(offset: number) {
  return useQuery({
    queryKey: [RUNS_KEY, "list", offset],
    queryFn: () => read<RunsAnswer>("/billing-runs", { limit: PAGE_SIZE, offset }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.runs.some(isUnderWay) ? WHILE_RUNNING_MS : OTHERWISE_MS),
  });
}

/** One run, followed until it is over. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: [RUNS_KEY, "detail", id],
    queryFn: async () => (await read<RunAnswer>(path(id ?? ""))).run,
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? false : WHILE_RUNNING_MS),
  });
}

/** Accounts a run parked. */
export function useFailures(id: string, offset: number) {
  return useQuery({
    queryKey: [RUNS_KEY, "failures", id, offset],
    queryFn: () => read<FailuresAnswer>(`${path(id)}/failures`, { limit: PAGE_SIZE, offset }),
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
      await queries.invalidateQueries({ queryKey: [RUNS_KEY, "list"] });
      await queries.invalidateQueries({ queryKey: [DOCUMENTS_KEY] });
    },
  });
}

/** Asks a run to stop after the accounts in hand, or takes a stopped one up again. */
export function useTurnRun(turn: "stop" | "resume") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<RunAnswer>("POST", `${path(id)}/${turn}`),
    onSettled: () => queries.invalidateQueries({ queryKey: [RUNS_KEY] }),
  });
}
