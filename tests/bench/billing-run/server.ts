import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { freePort } from "../../../sandbox/net/free-port";
import { removePlaces, startPostgres } from "../../../sandbox/postgres";

/** A PostgreSQL server on which benchmarks make and drop databases of their own. */
export interface BenchServer {
  url(database: string): string;
  stop(): Promise<void>;
}

/**
 * The server that DB_HOST names, or an embedded one with the settings the launcher gives a sandbox: durable, so that the
 * figures contain what keeping the data safe costs.
 */
export async function startServer(): Promise<BenchServer> {
  const { DB_HOST, DB_PORT = "5432", DB_USERNAME = "postgres", DB_PASSWORD = "postgres" } = process.env;
  if (DB_HOST) {
    const base = `postgres://${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}@${DB_HOST}:${DB_PORT}`;
    return { url: (database) => `${base}/${database}`, stop: async () => undefined };
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-bench-"));
  fs.chmodSync(folder, 0o755);
  const server = await startPostgres({ dataRoot: folder, port: await freePort(), durable: true });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await removePlaces(folder);
    },
  };
}

/** Runs the work with a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes a database, empty or as a copy of another one that nobody is connected to. */
export async function createDatabase(server: BenchServer, name: string, template?: string): Promise<string> {
  await withClient(server.url("postgres"), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}${template ? ` template ${template} strategy file_copy` : ""}`);
  });
  return server.url(name);
}

export async function dropDatabase(server: BenchServer, name: string): Promise<void> {
  await withClient(server.url("postgres"), (client) => client.query(`drop database if exists ${name} with (force)`));
}
