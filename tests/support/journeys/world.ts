import { type TestWorld, type VisibleWorld, visibleWorld } from "../world";

const VARIABLE = "SEATLINE_JOURNEY_WORLD";

/** Writes down for the spec files, which run in processes or module registries of their own, what is up where. */
export function announceWorld({ addresses, publishableKey }: TestWorld): void {
  process.env[VARIABLE] = JSON.stringify({ addresses, publishableKey });
}

/**
 * The one product that all journeys share. Each journey brings a company of its own and must not mind others', whose
 * documents take numbers too; the clock only goes forward, and may be a year on already.
 */
export function journeyWorld(): VisibleWorld {
  const { addresses, publishableKey } = JSON.parse(process.env[VARIABLE] ?? "{}");
  if (!addresses) {
    throw new Error("Journeys run in the Jest project of that name, which starts the product for them.");
  }
  return visibleWorld(addresses, publishableKey);
}
