import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import { databaseUrl, onDatabase } from "../postgres";

const root = path.resolve(__dirname, "../../..");

/**
 * The application in a process of its own, so that it can go away as a version does that is replaced, or be set up by its
 * environment.
 */
export async function serveMedusa(
  database: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; stop(): Promise<void>; terminate(): Promise<void> }> {
  const child = spawn(process.execPath, ["--require", "tsx/cjs", path.join(__dirname, "serve.ts")], {
    cwd: root,
    env: { ...process.env, ...settings, NODE_OPTIONS: "", DATABASE_URL: databaseUrl(database) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await listening(child);
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  return { url, stop: () => end("SIGKILL"), terminate: () => end("SIGTERM") };
}

async function listening(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const found = /^listening (\S+)$/m.exec(said)?.[1];
        if (found) {
          resolve(found);
        }
      });
    }
    child.once("exit", () => reject(new Error(`The application did not start:\n${said.slice(-5000)}`)));
  });
}

/** The migrations a database has run, of Seatline's and Medusa's modules alike: Medusa keeps no more than their names. */
export async function migrationsRun(database: string): Promise<string[]> {
  return onDatabase(async (client) => {
    const { rows } = await client.query<{ name: string }>("select name from mikro_orm_migrations order by name");
    return rows.map(({ name }) => name);
  }, database);
}

/**
 * Takes a database back to an earlier version of Seatline: undoes all its migrations but `kept`, the latest first.
 *
 * @returns the names of those undone
 */
export async function goBackTo(database: string, kept: readonly string[]): Promise<string[]> {
  const modules = path.join(root, "src/modules");
  const later = fs
    .readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => /migrations.Migration\d+\.ts$/.test(file) && !kept.includes(path.parse(file).name))
    .sort((a, b) => (path.parse(a).name < path.parse(b).name ? 1 : -1));
  for (const file of later) {
    const [migration] = Object.values(await import(path.join(modules, file)));
    await undo(database, path.parse(file).name, migration as new (driver: never, config: never) => Migration);
  }
  return later.map((file) => path.parse(file).name);
}

async function undo(database: string, name: string, migration: new (driver: never, config: never) => Migration) {
  // These migrations only collect statements; they never ask the driver.
  const made = new migration(undefined as never, undefined as never);
  await made.down();
  await onDatabase(async (client) => {
    for (const statement of made.getQueries()) {
      await client.query(String(statement));
    }
    await client.query("delete from mikro_orm_migrations where name = $1", [name]);
  }, database);
}
