import type { MedusaContainer } from "@medusajs/framework/types";
import { duties } from "../processes/duties";
import { startTicker } from "../processes/ticker";

/**
 * Starts the ticker in worker processes and, from then on, wakes it every minute. Medusa loads jobs only where the
 * worker mode is "worker" or "shared".
 */
export default async function tick(container: MedusaContainer): Promise<void> {
  startTicker(container, duties).wake();
}

export const config = { name: "seatline-tick", schedule: "* * * * *" };
