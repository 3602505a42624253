import type { MedusaContainer } from "@medusajs/framework/types";
import { stripeConnection } from "../../../connections/stripe";
import type { Checkout } from "../../../modules/checkout";
import { logOf } from "../../../telemetry/log";
import { type Duty, LEASES_LOOK_MS } from "../../ticker/duty";
import { findOrder } from "./complete-cart";
import { completeCheckout } from "./complete-checkout";
import { releaseAuthorisation } from "./release-authorisation";
import { checkoutServices } from "./services";

const BATCH = 50;
const LOOK_AGAIN_MS = 5 * 60_000;
/** An authorisation that cannot become an order is not kept for the days a card would hold it. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Finds what no return and no event brought home: authorised checkouts without order are completed, pages that ran out
 * are closed, and an authorisation that cannot become an order within a day is released.
 */
export const checkoutSweepDuty: Duty = {
  name: "checkout-sweep",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 120_000,
  async run(container, now) {
    const { checkouts } = checkoutServices(container);
    const due = await checkouts.listDue(now, BATCH);
    for (const checkout of due) {
      await sweepOne(container, checkout, now);
    }
    return { done: due.length, nextDueAt: due.length === BATCH ? now : await checkouts.nextDueAt() };
  },
};

async function sweepOne(container: MedusaContainer, checkout: Checkout, now: Date): Promise<void> {
  const { checkouts } = checkoutServices(container);
  try {
    const waiting = checkout.state === "authorised" && checkout.authorisedAt;
    if (waiting && now.getTime() - waiting.getTime() > GIVE_UP_AFTER_MS) {
      await giveUp(container, checkout, now);
      return;
    }
    if (checkout.state === "open" && checkout.stripeSessionId === null && checkout.expiresAt <= now) {
      await closeUnopened(container, checkout, now);
      return;
    }
    const result = await completeCheckout(container, { checkoutId: checkout.id, now });
    if (result.outcome === "awaiting_payment") {
      await checkouts.scheduleCheck(checkout.id, nextLook(checkout, now));
    }
  } catch (error) {
    const retryAt = new Date(now.getTime() + LOOK_AGAIN_MS);
    await checkouts.scheduleCheck(checkout.id, retryAt);
    logOf(container).warn("Checkout could not be looked at", { checkout_id: checkout.id, retry_at: retryAt, error });
  }
}

/** Every few minutes while the page is open, and exactly when it runs out. */
function nextLook(checkout: Checkout, now: Date): Date {
  const soon = new Date(now.getTime() + LOOK_AGAIN_MS);
  return checkout.expiresAt > now && checkout.expiresAt < soon ? checkout.expiresAt : soon;
}

/** No card page came to be, and its time is over: nobody was ever shown one, and one that Stripe made has run out too. */
async function closeUnopened(container: MedusaContainer, { id }: Checkout, now: Date): Promise<void> {
  const { checkouts } = checkoutServices(container);
  const lease = await checkouts.lease(id, now);
  if (lease.outcome !== "leased") {
    return;
  }
  if (lease.checkout.stripeSessionId !== null || lease.checkout.expiresAt > now) {
    await checkouts.release(id, lease.token, now);
    return;
  }
  await checkouts.close(id, lease.token, "expired", "The card page could not be opened; nothing was reserved.", now);
}

async function giveUp(container: MedusaContainer, checkout: Checkout, now: Date): Promise<void> {
  const { checkouts } = checkoutServices(container);
  const lease = await checkouts.lease(checkout.id, now);
  if (lease.outcome !== "leased") {
    return;
  }
  try {
    if (await findOrder(container, checkout)) {
      // It was placed, and only the note of it is missing: its licences are on their way, and so is the need of the money.
      await checkouts.release(checkout.id, lease.token, now);
      await completeCheckout(container, { checkoutId: checkout.id, now });
      return;
    }
    if (checkout.stripeSessionId) {
      const reading = await stripeConnection(container).cardEntry.readCheckout(checkout.stripeSessionId);
      await releaseAuthorisation(container, checkout, reading, now);
    }
    const reason = "The order could not be placed within a day, and the amount held on the card was released.";
    await checkouts.close(checkout.id, lease.token, "failed", reason, now);
  } catch (error) {
    // The row is free again, so that the time of the next look can be set.
    await checkouts.release(checkout.id, lease.token, now);
    throw error;
  }
}
