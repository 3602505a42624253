import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { serveMedusa } from "../support/medusa/earlier-version";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { dropDatabase } from "../support/postgres";

/** Ten seconds for the request and some for the rest; turns are short here. */
const WITHIN_MS = 25_000;

test(
  "a caller who falls silent in the middle of a request does not keep the process from stopping",
  async () => {
    const database = `stopping_${process.pid}_${Date.now()}`;
    await createDatabaseWith("tables", database);
    const medusa = await serveMedusa(database);
    const { hostname, port } = new URL(medusa.url);
    const slow = net.connect(Number(port), hostname);
    slow.on("error", () => undefined);
    slow.write(
      `POST /hooks/csp/stripe HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n{"id":`,
    );
    await wait(1_000);
    const from = performance.now();
    const ended = await Promise.race([medusa.terminate().then(() => true), wait(WITHIN_MS).then(() => false)]);
    const took = performance.now() - from;
    slow.destroy();
    if (!ended) {
      await medusa.stop();
    }
    await dropDatabase(database);
    expect(ended).toBe(true);
    expect(took).toBeGreaterThan(5_000);
  },
  DATABASE_WITHIN_MS,
);
