import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ForecastAnswer,
  PlansAnswer,
  PublishAnswer,
  WithdrawAnswer,
} from "../../../../api/admin/csp/offers/document";
import type { RefusedUploadAnswer, SheetsAnswer, UploadAnswer } from "../../../../api/admin/csp/price-sheets/document";
import type { NewRule, RulesAnswer } from "../../../../api/admin/csp/pricing-rules/document";
import { read, send } from "../../../components/client";

export type PlanFilters = { segment?: string; term?: string; billing_plan?: string; published?: string };
export type PlanQuery = PlanFilters & { q: string; limit: number; offset: number };

/** A refused sheet is an answer as well. */
export type Uploaded = UploadAnswer | ({ outcome: "refused" } & Omit<RefusedUploadAnswer, "type">);

/** A file with what the person said about it. */
export type Upload = {
  file: File;
  allowUnknown: boolean;
  /** Look at what would change, and change nothing. */
  dryRun: boolean;
  acceptOlder: boolean;
};

const OFFERS_KEY = "csp-offers";
const SHEETS_KEY = "csp-price-sheets";
const RULES_KEY = "csp-pricing-rules";

/** One page of plans with cost, price and margin. */
export function usePlans({ q, limit, offset, ...filters }: PlanQuery) {
  return useQuery({
    queryKey: [OFFERS_KEY, q, limit, offset, filters],
    queryFn: () => read<PlansAnswer>("/offers", { q, limit, offset, ...filters }),
    placeholderData: keepPreviousData,
  });
}

/** Puts plans on sale, or takes them off. */
export function useSale(action: "publish" | "withdraw") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (planIds: string[]) =>
      send<PublishAnswer | WithdrawAnswer>("POST", `/offers/${action}`, { plan_ids: planIds }),
    onSettled: () => queries.invalidateQueries({ queryKey: [OFFERS_KEY] }),
  });
}

export function useSheets() {
  return useQuery({
    queryKey: [SHEETS_KEY],
    queryFn: () => read<SheetsAnswer>("/price-sheets", { limit: 5 }),
  });
}

/** Sends the file itself, not a form: the server reads it as it arrives. A refused sheet is an answer, not an error. */
export function useUpload() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, allowUnknown, dryRun, acceptOlder }: Upload): Promise<Uploaded> => {
      const query = new URLSearchParams({
        filename: file.name,
        allow_unknown_columns: String(allowUnknown),
        dry_run: String(dryRun),
        accept_older: String(acceptOlder),
      });
      const response = await fetch(`/admin/csp/price-sheets?${query}`, {
        method: "POST",
        headers: { "content-type": "text/csv" },
        credentials: "include",
        body: file,
      });
      const answer = await response.json();
      if (response.ok) {
        return answer;
      }
      if (Array.isArray(answer.errors) && typeof answer.error_count === "number") {
        return { ...answer, outcome: "refused" };
      }
      throw new Error(answer.message ?? `The server answered ${response.status}.`);
    },
    onSuccess: async ({ outcome }) => {
      if (outcome === "forecast") {
        return;
      }
      await queries.invalidateQueries({ queryKey: [SHEETS_KEY] });
      await queries.invalidateQueries({ queryKey: [OFFERS_KEY] });
    },
  });
}

/** Takes the latest import back. */
export function useUndo() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("POST", `/price-sheets/${id}/undo`),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [SHEETS_KEY] });
      await queries.invalidateQueries({ queryKey: [OFFERS_KEY] });
    },
  });
}

export function useRules() {
  return useQuery({
    queryKey: [RULES_KEY],
    queryFn: () => read<RulesAnswer>("/pricing-rules"),
  });
}

/** Asks what a rule would do to the plans on sale. */
export function useRuleForecast() {
  return useMutation({
    mutationFn: (rule: NewRule) => send<ForecastAnswer>("POST", "/pricing-rules/forecast", rule),
  });
}

/** Puts a rule in force and reprices everything on sale. */
export function useStartRule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rule: NewRule) => send("POST", "/pricing-rules", rule),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [RULES_KEY] });
      await queries.invalidateQueries({ queryKey: [OFFERS_KEY] });
    },
  });
}
