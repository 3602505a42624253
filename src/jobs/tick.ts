import type { MedusaContainer } from "@medusajs/framework/types";
import { CLOCK_MODULE } from "../modules/clock";
import { startTicker } from "../processes/ticker";
import { duties } from "../workflows/duties";

/**
 * Wakes the ticker every minute, and starts it where that has not been done. Medusa loads jobs only where the worker
 * mode is "worker" or "shared".
 */
export default async function tick(container: MedusaContainer): Promise<void> {
  await container.resolve(CLOCK_MODULE).ready();
  startTicker(container, duties).wake();
}

export const config = { name: "seatline-tick", schedule: "* * * * *" };
