import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { pageSize, read, send } from "../client";
import { documentsKey } from "../documents/api";
import type { Money } from "../format";

export type RunStatus = "running" | "stopping" | "stopped" | "done" | "interrupted";

export type Run = {
  id: string;
  trigger: "ticker" | "admin";
  actor: string;
  status: RunStatus;
  dry_run: boolean;
  as_of: string;
  started_at: string;
  finished_at: string | null;
  due: number;
  done: number;
  failed: number;
  invoices: number;
  drafts: number;
  credit_notes: number;
  lines: number;
  totals: Money[];
};

export type RunBoard = {
  runs: Run[];
  count: number;
  due: number;
  parked: number;
  next_run_at: string | null;
  stopped_run_id: string | null;
};

export type Failure = { account_id: string; company_name: string; reason: string; failed_at: string };

const runsKey = "csp-billing-runs";
const whileRunningMs = 2_000;
const otherwiseMs = 10_000;
const path = (id: string) => `/billing-runs/${encodeURIComponent(id)}`;

export const isUnderWay = (run: Pick<Run, "status">) => run.status === "running" || run.status === "stopping";

/** What runs did; read again every two seconds while one is under way, now and then otherwise: the ticker runs too. */
export function useRuns(offset: number) {
  return useQuery({
    queryKey: [runsKey, "list", offset],
    queryFn: () => read<RunBoard>("/billing-runs", { limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.runs.some(isUnderWay) ? whileRunningMs : otherwiseMs),
  });
}

/** One run, followed until it is over. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: [runsKey, "detail", id],
    queryFn: async () => (await read<{ run: Run }>(path(id ?? ""))).run,
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? false : whileRunningMs),
  });
}

/** Accounts a run set aside. */
export function useFailures(id: string, offset: number) {
  return useQuery({
    queryKey: [runsKey, "failures", id, offset],
    queryFn: () => read<{ failures: Failure[]; count: number }>(`${path(id)}/failures`, { limit: pageSize, offset }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Begins a run, or a dry run. */
export function useStartRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (dryRun: boolean) => (await send<{ run: Run }>("POST", "/billing-runs", { dry_run: dryRun })).run,
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
    mutationFn: (id: string) => send<{ run: Run }>("POST", `${path(id)}/${turn}`),
    onSettled: () => queries.invalidateQueries({ queryKey: [runsKey] }),
  });
}
