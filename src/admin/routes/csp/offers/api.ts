import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { read, send } from "../../../components/client";
import type { Money } from "../../../components/format";

export type Plan = {
  id: string;
  offer_title: string;
  sku_title: string;
  vendor_product_id: string;
  vendor_sku_id: string;
  segment: string;
  term: string;
  billing_plan: string;
  is_trial: boolean;
  is_listed: boolean;
  cost_per_term: Money | null;
  list_per_term: Money | null;
  price_per_term: Money | null;
  price_per_charge: Money | null;
  charge_count: number | null;
  margin_percent: string | null;
  below_floor: boolean;
  published: boolean;
};

export type PlanFilters = { segment?: string; term?: string; billing_plan?: string; published?: string };
export type PlanQuery = PlanFilters & { q: string; limit: number; offset: number };

export type Refused = { plan_id: string; title: string; reason: string };
export type PublishAnswer = { published: string[]; refused: Refused[] };

export type Sheet = {
  id: string;
  source: string;
  market: string;
  currency: string;
  month: string;
  imported_at: string;
  counts: Record<SheetCount, number>;
};
export type SheetCount =
  | "rows"
  | "plans_added"
  | "prices_added"
  | "cost_up"
  | "cost_down"
  | "unchanged"
  | "missing"
  | "trials";

export type Fault = { line: number | null; field: string | null; message: string };
export type UploadAnswer =
  | { outcome: "imported" | "unchanged"; price_sheet: Sheet }
  | { outcome: "refused"; message: string; errors: Fault[]; error_count: number };

export type Rule = {
  id: string;
  name: string;
  segment: string | null;
  kind: "cost_plus_margin" | "list_less_discount";
  percent: string;
  floor_margin_percent: string;
  valid_from: string;
  valid_to: string | null;
};
export type NewRule = Pick<Rule, "name" | "kind" | "percent" | "floor_margin_percent">;

const offersKey = "csp-offers";
const sheetsKey = "csp-price-sheets";
const rulesKey = "csp-pricing-rules";

/** One page of plans with cost, price and margin. */
export function usePlans({ q, limit, offset, ...filters }: PlanQuery) {
  return useQuery({
    queryKey: [offersKey, q, limit, offset, filters],
    queryFn: () => read<{ plans: Plan[]; count: number }>("/offers", { q, limit, offset, ...filters }),
    placeholderData: keepPreviousData,
  });
}

/** Puts plans on sale, or takes them off. */
export function useSale(action: "publish" | "withdraw") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (planIds: string[]) => send<Partial<PublishAnswer>>("POST", `/offers/${action}`, { plan_ids: planIds }),
    onSettled: () => queries.invalidateQueries({ queryKey: [offersKey] }),
  });
}

export function useSheets() {
  return useQuery({
    queryKey: [sheetsKey],
    queryFn: () => read<{ price_sheets: Sheet[]; count: number }>("/price-sheets", { limit: 5 }),
  });
}

/** Sends the file itself, not a form: the server reads it as it arrives. A refused sheet is an answer, not an error. */
export function useUpload() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, allowUnknown }: { file: File; allowUnknown: boolean }): Promise<UploadAnswer> => {
      const query = new URLSearchParams({ filename: file.name, allow_unknown_columns: String(allowUnknown) });
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
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [sheetsKey] });
      await queries.invalidateQueries({ queryKey: [offersKey] });
    },
  });
}

export function useRules() {
  return useQuery({
    queryKey: [rulesKey],
    queryFn: () => read<{ pricing_rules: Rule[] }>("/pricing-rules"),
  });
}

/** Puts a rule in force and reprices everything on sale. */
export function useStartRule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rule: NewRule) => send("POST", "/pricing-rules", rule),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [rulesKey] });
      await queries.invalidateQueries({ queryKey: [offersKey] });
    },
  });
}
