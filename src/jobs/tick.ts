import type { MedusaContainer } from "@medusajs/framework/types";
import { duties } from "../workflows/duties";
import { startTicker } from "../workflows/ticker";

/**
 * Starts the ticker in worker processes and, from then on, wakes it every minute. Medusa loads jobs only where the
 * worker mode is "worker" or "shared".
 */
export default async function tick(container: MedusaContainer): Promise<void> {
  startTicker(container, duties).wake();
}

export const config = { name: "seatline-tick", schedule: "* * * * *" };
