import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DiscountAnswer,
  DiscountsAnswer,
  EndAnswer,
  NewDiscount,
} from "../../../../api/admin/csp/discounts/document";
import type { OptionKind, OptionsAnswer } from "../../../../api/admin/csp/discounts/options/document";
import { read, send } from "../../../components/client";

const DISCOUNTS_KEY = "csp-discounts";

export function useDiscounts() {
  return useQuery({
    queryKey: [DISCOUNTS_KEY, "list"],
    queryFn: () => read<DiscountsAnswer>("/discounts"),
    staleTime: 0,
  });
}

/** What a discount can be limited to, by name. */
export function useOptions(kind: OptionKind, q: string) {
  return useQuery({
    queryKey: [DISCOUNTS_KEY, "options", kind, q],
    queryFn: async () => (await read<OptionsAnswer>("/discounts/options", { kind, q })).options,
  });
}

export function useCreateDiscount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (discount: NewDiscount) => send<DiscountAnswer>("POST", "/discounts", discount),
    onSuccess: () => queries.invalidateQueries({ queryKey: [DISCOUNTS_KEY, "list"] }),
  });
}

/** Ends a discount today; one that has not begun is withdrawn. */
export function useEndDiscount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<EndAnswer>("POST", `/discounts/${encodeURIComponent(id)}/end`),
    onSettled: () => queries.invalidateQueries({ queryKey: [DISCOUNTS_KEY, "list"] }),
  });
}
