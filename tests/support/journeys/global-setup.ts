import { startTestWorld, type TestWorld } from "../world";
import { announceWorld } from "./world";

declare global {
  var seatlineJourneyWorld: TestWorld | undefined;
}

/** Starts the one product that all journeys visit. */
export default async function globalSetup(): Promise<void> {
  const world = await startTestWorld({ provisioningDelayMs: 1_000 });
  globalThis.seatlineJourneyWorld = world;
  announceWorld(world);
}
