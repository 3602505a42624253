import type { MedusaContainer } from "@medusajs/framework/types";
import { CLOCK_MODULE } from "../modules/clock";
import { startTicker } from "../processes/ticker";
import { duties } from "../workflows/duties";

/**
 * Work begins with the process: a cron job would first run at the next full minute, and an order that was paid while the
 * process was down would wait for it.
 */
export default async function start(container: MedusaContainer): Promise<void> {
  await container.resolve(CLOCK_MODULE).ready();
  startTicker(container, duties);
}

export const config = { name: "seatline-start-ticker", schedule: { interval: 1_000, numberOfExecutions: 1 } };
