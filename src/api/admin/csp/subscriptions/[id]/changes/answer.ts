import type { Subscription, SubscriptionChange } from "../../../../../../modules/subscription";
import { changeDocument } from "../../../../../store/csp/subscriptions/[id]/changes/answer";
import type * as document from "./document";

/** A change as the seller's people see it. */
export function sellerChangeDocument(change: SubscriptionChange, subscription: Subscription): document.SellerChange {
  return {
    ...changeDocument(change, subscription),
    asked_by: change.askedBy.actor,
    refusal_code: change.refusal?.code ?? null,
    refusal_detail: change.refusal?.detail ?? null,
    last_error: change.lastError,
    next_at: change.nextAt?.toISOString() ?? null,
  };
}
