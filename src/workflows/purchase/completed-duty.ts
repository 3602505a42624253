import { CHECKOUT_MODULE } from "../../modules/checkout";
import type { Duty } from "../../processes/ticker";
import { completeCheckoutWorkflow } from "./complete-checkout";

/** With handlers as slow as they may be, a batch ends within the limit. */
const BATCH = 5;

/**
 * Tells a host of each order, by the hook `checkoutCompleted`. A lane of its own: a handler that is slow or fails keeps
 * no purchase waiting.
 */
export const checkoutCompletedDuty: Duty = {
  name: "checkout-completed",
  limitMs: 300_000,
  async run(container, now) {
    const checkouts = container.resolve(CHECKOUT_MODULE);
    const ids = await checkouts.listUnannounced(now, BATCH);
    for (const checkoutId of ids) {
      await completeCheckoutWorkflow(container).run({ input: { checkoutId } });
    }
    return { done: ids.length, nextDueAt: ids.length === BATCH ? now : await checkouts.nextAnnouncementAt() };
  },
};
