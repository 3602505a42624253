import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "../../sandbox/net/free-port";
import { type EmbeddedPostgres, startPostgres } from "../../sandbox/postgres";

export interface TestDatabase {
  readonly server: EmbeddedPostgres;
  readonly folder: string;
}

declare global {
  var seatlineTestDatabase: TestDatabase | undefined;
}

/** Brings a PostgreSQL for the tests that need one, unless DB_HOST names one already. */
export default async function globalSetup(): Promise<void> {
  // Medusa's test runner switches TLS on for any host that is not spelt "localhost".
  if (process.env.DB_HOST) {
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-test-"));
  fs.chmodSync(folder, 0o755);
  const server = await startPostgres({ dataRoot: folder, port: await freePort(), durable: false });
  globalThis.seatlineTestDatabase = { server, folder };
  Object.assign(process.env, {
    DB_HOST: "localhost",
    DB_PORT: String(server.port),
    DB_USERNAME: "seatline",
    DB_PASSWORD: "seatline",
  });
}
