import { setTimeout as wait } from "node:timers/promises";
import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { Client } from "pg";
import { startTicker, stopTicker } from "../../../src/processes/ticker";
import { databaseUrl, dropDatabase } from "../postgres";
import { bootMedusa, type RunningMedusa } from "./boot";
import { Snapshot } from "./snapshot";
import { type Contents, createDatabaseWith, DATABASE_WITHIN_MS } from "./templates";

jest.setTimeout(180_000);

const ENDED = ["not_started", "done", "reverted", "failed"];

/** Tests of one thing, of which nothing is seen by those of another. */
export type Part = () => void;

/**
 * Boots the application once, on a database of its own that begins with `contents`, and runs the tests on it. What
 * `beforeAll` hooks write stays; what a test writes is gone before the next one. The clock goes on where it was.
 * The ticker is idle: tests do the work that is due themselves, so that none of it is done behind their backs.
 */
export function describeMedusa(contents: Contents, tests: (medusa: () => RunningMedusa) => void): void {
  describeParts(contents, (medusa) => [["", () => tests(medusa)]]);
}

/**
 * As `describeMedusa`, for several parts that share the boot, which takes longer than most of them: each begins on
 * `contents` as if it were alone.
 *
 * @param anew makes what is outside of the database as it was, before each part
 */
export function describeParts(
  contents: Contents,
  parts: (medusa: () => RunningMedusa) => readonly (readonly [name: string, part: Part])[],
  anew?: () => void,
): void {
  describe("", () => {
    const database = `medusa_${process.pid}_${Date.now()}`;
    let medusa: RunningMedusa;
    let client: Client;
    let first: Snapshot | undefined;

    beforeAll(async () => {
      await createDatabaseWith(contents, database);
      medusa = await bootMedusa(databaseUrl(database));
      await idleTicker(medusa.container);
      client = new Client({ connectionString: databaseUrl(database) });
      await client.connect();
    }, DATABASE_WITHIN_MS);
    afterAll(async () => {
      await stopTicker();
      await medusa?.stop();
      await client?.end();
      await dropDatabase(database);
    });

    for (const [name, part] of parts(() => medusa)) {
      describe(name, () => {
        let snapshot: Snapshot | undefined;
        beforeAll(async () => {
          if (first) {
            await first.restore();
            anew?.();
          } else {
            first = await Snapshot.take(client, "first");
          }
        });
        beforeEach(async () => {
          // Not in `beforeAll`, which runs before those of the tests.
          if (snapshot) {
            await snapshot.restore();
          } else {
            snapshot = await Snapshot.take(client, "part");
          }
        });
        afterEach(() => workflowsEnded(medusa.container));
        part();
      });
    }
  });
}

/** The process's one ticker without any duty: the jobs that would start the application's own find it there. */
async function idleTicker(container: MedusaContainer): Promise<void> {
  await stopTicker();
  startTicker(container, []);
}

/** Medusa answers some requests before the workflow behind them is over; the next test must not meet its rest. */
async function workflowsEnded(container: MedusaContainer): Promise<void> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE);
  for (;;) {
    const running = await engine.listWorkflowExecutions({ state: { $nin: ENDED } }, { take: 1 });
    if (running.length === 0) {
      return;
    }
    await wait(20);
  }
}
