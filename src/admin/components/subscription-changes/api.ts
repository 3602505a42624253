import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type {
  SellerChange,
  SellerChangeAnswer,
  SellerChangeListAnswer,
  SellerChangePreviewAnswer,
} from "../../../api/admin/csp/subscriptions/[id]/changes/document";
import { read, send } from "../client";
import type { Wanted } from "./words";

const CHANGES_KEY = "csp-subscription-changes";
const CUSTOMERS_KEY = "csp-customers";
/** How often it is looked again while a change is under way. */
const WHILE_UNDER_WAY_MS = 3_000;

const path = (subscriptionId: string) => `/subscriptions/${encodeURIComponent(subscriptionId)}/changes`;

/**
 * What was asked for of a subscription, the newest first; read again while one of it is under way. When that is over, so is
 * what is known of the customer.
 */
export function useChanges(subscriptionId: string) {
  const queries = useQueryClient();
  const changes = useQuery({
    queryKey: [CHANGES_KEY, subscriptionId],
    queryFn: async () => (await read<SellerChangeListAnswer>(path(subscriptionId))).changes,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? WHILE_UNDER_WAY_MS : false),
  });
  const isOpen = changes.data?.some(isUnderWay) ?? false;
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) {
      queries.invalidateQueries({ queryKey: [CUSTOMERS_KEY] });
    }
    wasOpen.current = isOpen;
  }, [isOpen, queries]);
  return changes;
}

/** Whether a change is not over. */
export const isUnderWay = ({ finished_at }: Pick<SellerChange, "finished_at">): boolean => finished_at === null;

/** What a change would mean. Changes nothing. */
export function usePreviewChange(subscriptionId: string) {
  return useMutation({
    mutationFn: async (change: Wanted) =>
      (await send<SellerChangePreviewAnswer>("POST", `${path(subscriptionId)}/preview`, { change })).preview,
  });
}

export type ChangeRequest = { readonly change: Wanted; readonly hash: string; readonly reason: string };

/** Asks for a change on the company's behalf. */
export function useRequestChange(subscriptionId: string) {
  return useAct((request: ChangeRequest) => send<SellerChangeAnswer>("POST", path(subscriptionId), request));
}

/** Lets a change that stands go on. */
export function useRetryChange(subscriptionId: string) {
  return useAct((changeId: string) => send<SellerChangeAnswer>("POST", `${path(subscriptionId)}/${changeId}/retry`));
}

/** How a person ends a change: `withdraw` while nothing has reached the vendor, `refuse` one that stands. */
export type Ending = "withdraw" | "refuse";

/** Ends a change, for a reason. */
export function useEndChange(subscriptionId: string, ending: Ending) {
  return useAct(({ changeId, reason }: { readonly changeId: string; readonly reason: string }) =>
    send<SellerChangeAnswer>("POST", `${path(subscriptionId)}/${changeId}/${ending}`, { reason }),
  );
}

function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Also after a refusal: another change may have come first.
    onSettled: async () => {
      await Promise.all([CHANGES_KEY, CUSTOMERS_KEY].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
}
