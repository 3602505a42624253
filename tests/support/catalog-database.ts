import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { Client } from "pg";
import { Migration20261122012000 } from "../../src/modules/catalog/migrations/Migration20261122012000";
import { Migration20261122012100 } from "../../src/modules/catalog/migrations/Migration20261122012100";
import { Migration20261129050100 } from "../../src/modules/catalog/migrations/Migration20261129050100";
import { Migration20261129060200 } from "../../src/modules/catalog/migrations/Migration20261129060200";
import { Migration20261129200700 } from "../../src/modules/catalog/migrations/Migration20261129200700";
import { Migration20261130223000 } from "../../src/modules/catalog/migrations/Migration20261130223000";
import CatalogService from "../../src/modules/catalog/service";

const MIGRATIONS = [
  Migration20261122012000,
  Migration20261122012100,
  Migration20261129050100,
  Migration20261129060200,
  Migration20261129200700,
  Migration20261130223000,
];

export interface CatalogDatabase {
  readonly db: Knex;
  readonly catalog: CatalogService;
  /** Empties all tables. */
  clear(): Promise<void>;
  /** Removes the database. */
  drop(): Promise<void>;
}

/** A database of its own with the catalogue's tables, on the server that DB_HOST and the other DB_ variables name. */
export async function createCatalogDatabase(name: string): Promise<CatalogDatabase> {
  const { DB_HOST = "localhost", DB_PORT = "5432", DB_USERNAME = "postgres", DB_PASSWORD = "postgres" } = process.env;
  const server = `postgres://${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}@${DB_HOST}:${DB_PORT}`;
  const database = `${name}_${process.pid}`;
  await onServer(server, `create database ${database}`);
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: `${server}/${database}`, schema: "public" }) as Knex;
  for (const migration of MIGRATIONS) {
    for (const statement of await statements(migration)) {
      await db.raw(statement);
    }
  }
  return {
    db,
    catalog: new CatalogService({ [ContainerRegistrationKeys.PG_CONNECTION]: db }),
    clear: async () => {
      await db.raw(`truncate csp_publication, csp_sale_price, csp_pricing_rule, csp_price, csp_plan, csp_sku, csp_offer,
        csp_price_sheet`);
    },
    drop: async () => {
      await db.destroy();
      await onServer(server, `drop database if exists ${database} with (force)`);
    },
  };
}

async function statements(migration: new (driver: never, config: never) => Migration): Promise<string[]> {
  // The catalogue's migrations only collect statements; they never ask the driver.
  const made = new migration(undefined as never, undefined as never);
  await made.up();
  return made.getQueries().map(String);
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
