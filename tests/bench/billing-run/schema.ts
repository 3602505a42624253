import { readdirSync } from "node:fs";
import path from "node:path";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import type { Client } from "pg";

type MigrationClass = new (driver: never, config: never) => Migration;

const MODULES = path.resolve(__dirname, "../../../src/modules");

/** Applies every migration of these modules, each module's in the order of their names. */
export async function migrate(client: Client, modules: readonly string[]): Promise<void> {
  for (const module of modules) {
    const folder = path.join(MODULES, module, "migrations");
    const names = readdirSync(folder)
      .filter((file) => /^Migration\d+\.ts$/.test(file))
      .map((file) => file.slice(0, -".ts".length))
      .sort();
    for (const name of names) {
      const exported: Record<string, MigrationClass> = await import(path.join(folder, name));
      for (const statement of await statements(name, exported[name])) {
        await client.query(statement);
      }
    }
  }
}

async function statements(name: string, migration: MigrationClass | undefined): Promise<string[]> {
  if (!migration) {
    throw new Error(`The file of ${name} does not export a class of that name.`);
  }
  // These migrations only collect statements; they never ask the driver.
  const made = new migration(undefined as never, undefined as never);
  await made.up();
  return made.getQueries().map(String);
}
