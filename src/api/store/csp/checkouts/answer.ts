import type { CheckoutProgress } from "../../../../processes/purchase/checkouts/read-progress";
import type { Checkout } from "./document";

/** A checkout as its customer sees it. */
export function checkoutDocument({ checkout, order, state, steps, refusal }: CheckoutProgress): Checkout {
  return {
    id: checkout.id,
    state,
    order_id: checkout.orderId,
    display_id: order?.displayId ?? null,
    steps: steps.map((step) => ({ key: step.key, state: step.state, at: step.at?.toISOString() ?? null })),
    refusal,
    subscription_ids: [...(order?.progress.subscriptionIds ?? [])],
    invoice: order?.invoice ?? null,
    redirect_url: checkout.state === "open" ? checkout.redirectUrl : null,
  };
}
