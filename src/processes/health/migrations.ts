import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

const MODULES = path.resolve(__dirname, "../../modules");

/** Migrations of this version of Seatline that the database has not seen, by name. */
export async function pendingMigrations(container: MedusaContainer): Promise<string[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { name: string }[] }>("select name from mikro_orm_migrations");
  const run = new Set(rows.map(({ name }) => name));
  return (await shippedMigrations()).filter((name) => !run.has(name));
}

async function shippedMigrations(): Promise<string[]> {
  const files = await readdir(MODULES, { recursive: true });
  const names = files.map((file) => /(?:^|[\\/])migrations[\\/](Migration\d+)\.(?:js|ts)$/.exec(file)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
