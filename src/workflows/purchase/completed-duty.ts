import { CHECKOUT_MODULE } from "../../modules/checkout";
import { mailOutstandingOrders } from "../../processes/purchase/checkouts/order-mail";
import { type Duty, LEASES_LOOK_MS } from "../../processes/ticker/duty";
import { eachRow } from "../../processes/ticker/each-row";
import { completeCheckoutWorkflow } from "./complete-checkout";

/** With handlers as slow as they may be, a batch ends within the limit. */
const BATCH = 5;

/**
 * Tells the customer and the host of each order, the host by the hook `checkoutCompleted`. The mail has mostly been asked
 * for with the order; here it is where a process died between the two. A lane of its own: a handler that is slow or fails
 * keeps no purchase waiting.
 */
export const checkoutCompletedDuty: Duty = {
  name: "checkout-completed",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 300_000,
  async run(container, now) {
    const checkouts = container.resolve(CHECKOUT_MODULE);
    const mailAt = await mailOutstandingOrders(container, { now, limit: BATCH });
    const ids = await checkouts.listUnannounced(now, BATCH);
    const announce = (checkoutId: string) => completeCheckoutWorkflow(container).run({ input: { checkoutId } });
    await eachRow(container, ids, announce, {
      duty: "checkout-completed",
      failed: "An order could not be announced",
      about: (checkoutId) => ({ checkout_id: checkoutId }),
    });
    const nextAt = ids.length === BATCH ? now : await checkouts.nextAnnouncementAt();
    return { done: ids.length, nextDueAt: mailAt !== null && (nextAt === null || mailAt < nextAt) ? mailAt : nextAt };
  },
};
