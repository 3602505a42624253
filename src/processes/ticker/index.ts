import type { MedusaContainer } from "@medusajs/framework/types";
import type { Duty } from "./duty";
import type { LaneState } from "./lane";
import { Ticker } from "./ticker";

export type { Duty, DutyReport } from "./duty";
export type { LaneState } from "./lane";
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

/** How each duty fares in this process; null where no ticker runs. */
export function dutyStates(): readonly LaneState[] | null {
  return ticker?.states() ?? null;
}

/** Stops the ticker and waits for the duties under way. */
export async function stopTicker(): Promise<void> {
  await ticker?.stop();
  ticker = undefined;
}
