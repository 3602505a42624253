import type { CheckoutProgress } from "../../../../processes/purchase/checkouts/read-progress";
import type { Checkout } from "./document";

/** A checkout as its customer sees it. */
export function checkoutDocument({ checkout, order, state, steps, refusal, waits }: CheckoutProgress): Checkout {
  return {
    id: checkout.id,
    state,
    order_id: checkout.orderId,
    display_id: order?.displayId ?? null,
    steps: steps.map((step) => ({ key: step.key, state: step.state, at: step.at?.toISOString() ?? null })),
    refusal,
    waits: waits && {
      words: waits.words,
      since: waits.since.toISOString(),
      told: waits.told,
      wants_address: waits.wantsAddress,
      wants_tenant: waits.wantsTenant && { kind: waits.wantsTenant.kind, domain: waits.wantsTenant.domain },
    },
    subscription_ids: [...(order?.progress.subscriptionIds ?? [])],
    invoice: order?.invoice ?? null,
    redirect_url: checkout.state === "open" ? checkout.redirectUrl : null,
  };
}
