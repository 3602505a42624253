import { setTimeout as wait } from "node:timers/promises";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { CHECKOUT_MODULE } from "../../../modules/checkout";

/** How long a request waits for its turn: other changes of the cart take a moment, unless the card processor is slow. */
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 40;

/**
 * Works on carts while nobody else changes them, in this process or another: two windows, or a finger that was too quick,
 * come one after the other. What is to be changed is read inside, and turns are not taken inside of turns.
 *
 * @throws MedusaError conflict when it is not its turn within some seconds; nothing was done then
 */
export async function inTurn<T>(
  container: MedusaContainer,
  cartIds: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  // Always in the same order, so that two requests for the same carts do not wait for one another.
  const [first, ...others] = [...new Set(cartIds)].sort();
  if (first === undefined) {
    return work();
  }
  const checkouts = container.resolve(CHECKOUT_MODULE);
  const token = await untilFree(() => checkouts.takeCartTurn(first));
  try {
    return await inTurn(container, others, work);
  } finally {
    await checkouts.endCartTurn(first, token);
  }
}

async function untilFree(take: () => Promise<string | null>): Promise<string> {
  const giveUpAt = performance.now() + WAIT_MS;
  for (;;) {
    const token = await take();
    if (token !== null) {
      return token;
    }
    if (performance.now() >= giveUpAt) {
      const message =
        "This cart is being changed in another window. Nothing was changed here; please try again in a moment.";
      throw new MedusaError(MedusaError.Types.CONFLICT, message);
    }
    await wait(LOOK_EVERY_MS * (0.5 + Math.random()));
  }
}
