import type { MedusaContainer } from "@medusajs/framework/types";
import type { Duty } from "./duty";
import { Ticker } from "./ticker";

export type { Duty, DutyReport } from "./duty";
export { Ticker } from "./ticker";

let ticker: Ticker | undefined;

/** Starts the process's one ticker (idempotent). Only worker processes call it. */
export function startTicker(container: MedusaContainer, duties: readonly Duty[]): Ticker {
  ticker ??= new Ticker(container, duties).start();
  return ticker;
}

/**
 * Asks the ticker to look for due work now. Returns at once and never throws; where no ticker runs (a server without
 * worker mode, a test that drives duties by hand) it does nothing and the worker's own minute finds the work.
 */
export function wakeTicker(_container: MedusaContainer): void {
  ticker?.wake();
}

/** Stops the ticker and waits for the duty under way. */
export async function stopTicker(): Promise<void> {
  await ticker?.stop();
  ticker = undefined;
}
