import { CHECKOUT_MODULE } from "../../modules/checkout";
import { mailOrderReceived } from "../../processes/purchase/checkouts/order-mail";
import type { Duty } from "../../processes/ticker";
import { completeCheckoutWorkflow } from "./complete-checkout";

/** With handlers as slow as they may be, a batch ends within the limit. */
const BATCH = 5;

/**
 * Tells the customer and the host of each order, the host by the hook `checkoutCompleted`. The mail has mostly gone out
 * with the order; it is asked for once more because a process may have died between the two. A lane of its own: a handler
 * that is slow or fails keeps no purchase waiting.
 */
export const checkoutCompletedDuty: Duty = {
  name: "checkout-completed",
  limitMs: 300_000,
  async run(container, now) {
    const checkouts = container.resolve(CHECKOUT_MODULE);
    const ids = await checkouts.listUnannounced(now, BATCH);
    for (const checkoutId of ids) {
      await mailOrderReceived(container, await checkouts.retrieve(checkoutId));
      await completeCheckoutWorkflow(container).run({ input: { checkoutId } });
    }
    return { done: ids.length, nextDueAt: ids.length === BATCH ? now : await checkouts.nextAnnouncementAt() };
  },
};
