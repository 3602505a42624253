import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../../sandbox/launcher/paths";
import { startWorld, type World } from "../../sandbox/launcher/world";
import { removePlaces } from "../../sandbox/postgres";
import type { ShopUnderTest } from "./shopper";

type Step = { amount: number; unit: "minutes" | "hours" | "days" | "months" } | { to: string };
type Addresses = World["environment"]["addresses"];

/** A running product as a test sees it. */
export interface VisibleWorld {
  readonly addresses: Addresses;
  readonly shop: ShopUnderTest;
  /** Moves the sandbox clock and waits until all work due by then is done. */
  advance(step: Step): Promise<Date>;
}

/** A whole product of its own: every program, free ports, an empty database in a folder that goes with it. */
export interface TestWorld extends VisibleWorld, World {
  /** Stops every program and starts them again on the same data, at other ports. The world before is over. */
  restart(): Promise<TestWorld>;
}

/** Starts the product as `npm start` does, beside whatever else runs on this machine. */
export function startTestWorld(settings: { provisioningDelayMs: number; quiet?: boolean }): Promise<TestWorld> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-world-"));
  // PostgreSQL may have to run as another user, who must be able to get into the folder.
  fs.chmodSync(data, 0o755);
  process.env.SANDBOX_PROVISIONING_DELAY_MS = String(settings.provisioningDelayMs);
  return startOn(data, { reset: true, quiet: settings.quiet ?? true });
}

async function startOn(data: string, how: { readonly reset: boolean; readonly quiet: boolean }): Promise<TestWorld> {
  const world = await startWorld({ data, randomPorts: true, ...how });
  return {
    ...world,
    ...visibleWorld(world.environment.addresses, world.publishableKey),
    restart: async () => {
      await world.stop();
      return startOn(data, { ...how, reset: false });
    },
    stop: async () => {
      await world.stop();
      // What the programs said is worth reading when a test failed, and gone with the folder otherwise.
      fs.cpSync(world.logs, path.join(root, "test-results/logs"), { recursive: true });
      await removePlaces(path.join(data, "postgres-17"));
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

/** What a test needs of a product that is up. */
export function visibleWorld(addresses: Addresses, publishableKey: string): VisibleWorld {
  return {
    addresses,
    shop: { medusaUrl: addresses.medusa, publishableKey, mailboxUrl: addresses.mailbox },
    advance: async (step) => {
      const response = await fetch(`${addresses.clock}/clock/advance`, {
        method: "POST",
        // A year on a busy machine takes longer than `fetch` waits for an answer.
        headers: { "content-type": "application/json", prefer: "respond-async" },
        body: JSON.stringify(step),
      });
      let answer: { now: string; message?: string; journey: { to: string; done: boolean } } = await response.json();
      if (!response.ok) {
        throw new Error(`The clock did not move: ${answer.message}`);
      }
      const { to } = answer.journey;
      while (!answer.journey.done) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        answer = await (await fetch(`${addresses.clock}/clock`)).json();
      }
      if (Date.parse(answer.now) < Date.parse(to)) {
        throw new Error(`The clock stopped at ${answer.now} on its way to ${to}.`);
      }
      return new Date(answer.now);
    },
  };
}
