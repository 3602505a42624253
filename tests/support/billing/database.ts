import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { Client } from "pg";
import { Migration20261122011000 } from "../../../src/modules/billing/migrations/Migration20261122011000";
import { Migration20261122011100 } from "../../../src/modules/billing/migrations/Migration20261122011100";
import { Migration20261122011200 } from "../../../src/modules/billing/migrations/Migration20261122011200";
import { Migration20261122030000 } from "../../../src/modules/billing/migrations/Migration20261122030000";
import { Migration20261122030100 } from "../../../src/modules/billing/migrations/Migration20261122030100";
import { Migration20261122030200 } from "../../../src/modules/billing/migrations/Migration20261122030200";
import { Migration20261128190000 } from "../../../src/modules/billing/migrations/Migration20261128190000";
import { Migration20261128200100 } from "../../../src/modules/billing/migrations/Migration20261128200100";
import { Migration20261128210000 } from "../../../src/modules/billing/migrations/Migration20261128210000";
import { Migration20261128230500 } from "../../../src/modules/billing/migrations/Migration20261128230500";
import { Migration20261129020001 } from "../../../src/modules/billing/migrations/Migration20261129020001";
import { Migration20261129030100 } from "../../../src/modules/billing/migrations/Migration20261129030100";
import { Migration20261129060400 } from "../../../src/modules/billing/migrations/Migration20261129060400";
import { Migration20261129110001 } from "../../../src/modules/billing/migrations/Migration20261129110001";
import { Migration20261129200500 } from "../../../src/modules/billing/migrations/Migration20261129200500";
import { Migration20261129201420 } from "../../../src/modules/billing/migrations/Migration20261129201420";
import { Migration20261129201600 } from "../../../src/modules/billing/migrations/Migration20261129201600";
import { Migration20261129201610 } from "../../../src/modules/billing/migrations/Migration20261129201610";
import { Migration20261129202040 } from "../../../src/modules/billing/migrations/Migration20261129202040";
import { Migration20261129202070 } from "../../../src/modules/billing/migrations/Migration20261129202070";
import { Migration20261130023001 } from "../../../src/modules/billing/migrations/Migration20261130023001";
import { Migration20261130030000 } from "../../../src/modules/billing/migrations/Migration20261130030000";
import BillingModuleService from "../../../src/modules/billing/service";
import { Migration20261129201010 } from "../../../src/modules/mail/migrations/Migration20261129201010";
import { Migration20261129030000 } from "../../../src/modules/settings/migrations/Migration20261129030000";
import { Migration20261129201500 } from "../../../src/modules/settings/migrations/Migration20261129201500";

/** In order; some are of other modules whose tables billing reads. */
export const BILLING_MIGRATIONS = [
  Migration20261122011000,
  Migration20261122011100,
  Migration20261122011200,
  Migration20261122030000,
  Migration20261122030100,
  Migration20261122030200,
  Migration20261128200100,
  Migration20261128210000,
  Migration20261128190000,
  Migration20261128230500,
  Migration20261129020001,
  Migration20261129030000,
  Migration20261129030100,
  Migration20261129060400,
  Migration20261129110001,
  Migration20261129200500,
  Migration20261129201010,
  Migration20261129201420,
  Migration20261129201500,
  Migration20261129201600,
  Migration20261129201610,
  Migration20261129202040,
  Migration20261129202070,
  Migration20261130023001,
  Migration20261130030000,
];

export interface BillingDatabase {
  readonly db: Knex;
  /** Address of the database, for another process. */
  readonly url: string;
  readonly billing: BillingModuleService;
  /** Empties all tables. */
  clear(): Promise<void>;
  /** Removes the database. */
  drop(): Promise<void>;
}

/** A database of its own with the billing tables, on the server that DB_HOST and the other DB_ variables name. */
export async function createBillingDatabase(name: string): Promise<BillingDatabase> {
  const { DB_HOST = "localhost", DB_PORT = "5432", DB_USERNAME = "postgres", DB_PASSWORD = "postgres" } = process.env;
  const server = `postgres://${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}@${DB_HOST}:${DB_PORT}`;
  const database = `${name}_${process.pid}`;
  await onServer(server, `create database ${database}`);
  const url = `${server}/${database}`;
  const { db, billing } = connectBillingDatabase(url);
  for (const migration of BILLING_MIGRATIONS) {
    await runMigration(db, migration, "up");
  }
  return {
    db,
    url,
    billing,
    clear: async () => {
      await db.transaction(async (trx) => {
        // Issued documents refuse to be removed; a test's clean table is the one exception.
        await trx.raw("set local session_replication_role = replica");
        await trx.raw(`truncate csp_mail, csp_set_up_fault, csp_payment_case, csp_unbilled_payment, csp_payment_reversal, csp_charge_attempt, csp_credit_entry,
          csp_line_credit, csp_invoice_line, csp_invoice, csp_billing_journal,
          csp_billing_run_failure, csp_billing_run, csp_quote, csp_discount, csp_payment_method, csp_billing_account,
          csp_number_series, csp_legal_entity`);
      });
    },
    drop: async () => {
      await db.destroy();
      await onServer(server, `drop database if exists ${database} with (force)`);
    },
  };
}

/** The billing module on a database that exists. */
export function connectBillingDatabase(url: string): Pick<BillingDatabase, "db" | "billing"> {
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: url, schema: "public" }) as Knex;
  return { db, billing: new BillingModuleService({ [ContainerRegistrationKeys.PG_CONNECTION]: db }) };
}

/** Runs one migration in one direction. */
export async function runMigration(
  db: Knex,
  migration: new (driver: never, config: never) => Migration,
  direction: "up" | "down",
): Promise<void> {
  // These migrations only collect statements; they never ask the driver.
  const made = new migration(undefined as never, undefined as never);
  await made[direction]();
  for (const statement of made.getQueries().map(String)) {
    await db.raw(statement);
  }
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
