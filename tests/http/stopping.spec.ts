import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { serveMedusa } from "../support/medusa/earlier-version";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { dropDatabase } from "../support/postgres";

/** Ten seconds for the request and some for the rest; turns are short here. */
const WITHIN_MS = 25_000;

test(
  "callers who fall silent in the middle of a request do not keep the process from stopping",
  async () => {
    const database = `stopping_${process.pid}_${Date.now()}`;
    await createDatabaseWith("tables", database);
    const medusa = await serveMedusa(database);
    const { hostname, port } = new URL(medusa.url);
    const silent = ["/hooks/csp/stripe", "/STORE/csp/companies", "/auth/customer/emailpass"].map((path) => {
      const socket = net.connect(Number(port), hostname);
      socket.on("error", () => undefined);
      const head = [`POST ${path} HTTP/1.1`, "host: x", "content-type: application/json", "content-length: 900000"];
      socket.write(`${head.join("\r\n")}\r\n\r\n{"id":`);
      return socket;
    });
    await wait(1_000);
    const from = performance.now();
    const ended = await Promise.race([medusa.terminate().then(() => true), wait(WITHIN_MS).then(() => false)]);
    const took = performance.now() - from;
    for (const socket of silent) {
      socket.destroy();
    }
    if (!ended) {
      await medusa.stop();
    }
    await dropDatabase(database);
    expect(ended).toBe(true);
    expect(took).toBeGreaterThan(5_000);
  },
  DATABASE_WITHIN_MS,
);
