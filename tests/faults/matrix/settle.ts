import { setTimeout as wait } from "node:timers/promises";
import type { Flow } from "./scenario";
import type { FaultWorld } from "./world";

const LOOK_EVERY_MS = 200;
/** Without a fault everything is done long before. */
const GIVE_UP_AFTER_MS = 60_000;

/**
 * Waits until nothing of a run is missing.
 *
 * @returns how long the server had to be up for it, in milliseconds
 * @throws Error saying what is still missing after `limitMs`
 */
export async function settle(world: FaultWorld, flow: Flow, limitMs = GIVE_UP_AFTER_MS): Promise<number> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    const missing = await flow.missing();
    if (missing === null) {
      return world.upForMs();
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`After ${Math.round(limitMs / 1000)} s: ${missing}`);
    }
    await wait(LOOK_EVERY_MS);
  }
}
