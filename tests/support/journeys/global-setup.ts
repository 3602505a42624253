import { startTestWorld, type TestWorld } from "../world";
import { announceWorld } from "./world";

declare global {
  var seatlineJourneyWorld: TestWorld | undefined;
}

/** Starts the one product that all journeys visit. */
export default async function globalSetup(): Promise<void> {
  // All journeys come from one address, and many of them sign up or in within the same minute.
  process.env.AUTH_ATTEMPTS_PER_MINUTE = "1000";
  const world = await startTestWorld({ provisioningDelayMs: 1_000 });
  globalThis.seatlineJourneyWorld = world;
  announceWorld(world);
}
