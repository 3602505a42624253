import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { read, send } from "../../../components/client";
import type { Money } from "../../../components/format";

export type Named = { id: string; name: string };
export type OptionKind = "products" | "plans" | "subscriptions" | "companies";

export type DiscountValue =
  | { kind: "percentage"; percent: string }
  | { kind: "amount"; amount: Money; per: "line" | "invoice" };

export type DiscountCondition =
  | { kind: "none" }
  | { kind: "vendor_mix"; vendor: string; products: number }
  | { kind: "seats"; at_least: number };

export type Discount = {
  id: string;
  name: string;
  state: "planned" | "active" | "ended";
  value: DiscountValue;
  scope:
    | { kind: "all" }
    | { kind: "vendor"; vendor: string }
    | { kind: "products"; products: Named[] }
    | { kind: "plans"; plans: Named[] }
    | { kind: "subscriptions"; subscriptions: Named[] };
  condition: DiscountCondition;
  customers: { kind: "all" } | { kind: "companies"; companies: Named[] };
  start_on: string;
  end_on: string | null;
  last_on: string | null;
  order: number;
  exclusive: boolean;
};

/** A discount as it is sent: what it counts for is named by ids. */
export type NewDiscount = {
  name: string;
  value: DiscountValue;
  scope: Record<string, unknown>;
  condition: Record<string, unknown>;
  customers: Record<string, unknown>;
  start_on: string;
  end_on: string | null;
  order: number;
  exclusive: boolean;
};

const discountsKey = "csp-discounts";

export function useDiscounts() {
  return useQuery({
    queryKey: [discountsKey, "list"],
    queryFn: () => read<{ discounts: Discount[]; today: string; currency: string }>("/discounts"),
    staleTime: 0,
  });
}

/** What a discount can be limited to, by name. */
export function useOptions(kind: OptionKind, q: string) {
  return useQuery({
    queryKey: [discountsKey, "options", kind, q],
    queryFn: async () => (await read<{ options: Named[] }>("/discounts/options", { kind, q })).options,
  });
}

export function useCreateDiscount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (discount: NewDiscount) => send<{ discount: Discount }>("POST", "/discounts", discount),
    onSuccess: () => queries.invalidateQueries({ queryKey: [discountsKey, "list"] }),
  });
}

/** Ends a discount today; one that has not begun is withdrawn. */
export function useEndDiscount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      send<{ outcome: "ended" | "withdrawn"; discount: Discount }>("POST", `/discounts/${encodeURIComponent(id)}/end`),
    onSettled: () => queries.invalidateQueries({ queryKey: [discountsKey, "list"] }),
  });
}
