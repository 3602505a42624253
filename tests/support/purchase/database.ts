import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { Client } from "pg";
import { Migration20261122010100 } from "../../../src/modules/checkout/migrations/Migration20261122010100";
import { Migration20261129010001 } from "../../../src/modules/checkout/migrations/Migration20261129010001";
import { Migration20261129200600 } from "../../../src/modules/checkout/migrations/Migration20261129200600";
import { Migration20261129201000 } from "../../../src/modules/checkout/migrations/Migration20261129201000";
import { Migration20261129201100 } from "../../../src/modules/checkout/migrations/Migration20261129201100";
import CheckoutService from "../../../src/modules/checkout/service";
import { Migration20261122010000 } from "../../../src/modules/company/migrations/Migration20261122010000";
import { Migration20261129040100 } from "../../../src/modules/company/migrations/Migration20261129040100";
import { Migration20261129060300 } from "../../../src/modules/company/migrations/Migration20261129060300";
import { Migration20261129070001 } from "../../../src/modules/company/migrations/Migration20261129070001";
import { Migration20261129201310 } from "../../../src/modules/company/migrations/Migration20261129201310";
import { Migration20261129201400 } from "../../../src/modules/company/migrations/Migration20261129201400";
import { Migration20261130023003 } from "../../../src/modules/company/migrations/Migration20261130023003";
import { Migration20261130031000 } from "../../../src/modules/company/migrations/Migration20261130031000";
import { Migration20261130184100 } from "../../../src/modules/company/migrations/Migration20261130184100";
import CompanyService from "../../../src/modules/company/service";
import { Migration20261122010200 } from "../../../src/modules/inbox/migrations/Migration20261122010200";
import { Migration20261129030200 } from "../../../src/modules/inbox/migrations/Migration20261129030200";
import { Migration20261129060600 } from "../../../src/modules/inbox/migrations/Migration20261129060600";
import { Migration20261129201410 } from "../../../src/modules/inbox/migrations/Migration20261129201410";
import { Migration20261129201520 } from "../../../src/modules/inbox/migrations/Migration20261129201520";
import InboxService from "../../../src/modules/inbox/service";

export interface PurchaseDatabase {
  readonly db: Knex;
  readonly companies: CompanyService;
  readonly checkouts: CheckoutService;
  readonly inbox: InboxService;
  /** Lets every lease run out, as it does by itself after a worker died. */
  expireLeases(): Promise<void>;
  clear(): Promise<void>;
  drop(): Promise<void>;
}

/** A database of its own with the purchase tables, on the server that DB_HOST and the other DB_ variables name. */
export async function createPurchaseDatabase(): Promise<PurchaseDatabase> {
  const { DB_HOST = "localhost", DB_PORT = "5432", DB_USERNAME = "postgres", DB_PASSWORD = "postgres" } = process.env;
  const server = `postgres://${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}@${DB_HOST}:${DB_PORT}`;
  const database = `purchase_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${database}`);
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: `${server}/${database}`, schema: "public" }) as Knex;
  for (const migration of [
    Migration20261122010000,
    Migration20261129070001,
    Migration20261129040100,
    Migration20261129201310,
    Migration20261122010100,
    Migration20261129010001,
    Migration20261129200600,
    Migration20261129201000,
    Migration20261129201100,
    Migration20261122010200,
    Migration20261129030200,
    Migration20261129060300,
    Migration20261129060600,
    Migration20261129201400,
    Migration20261130023003,
    Migration20261129201410,
    Migration20261129201520,
    Migration20261130031000,
    Migration20261130184100,
  ]) {
    for (const statement of await statementsOf(migration)) {
      await db.raw(statement);
    }
  }
  const connection = { [ContainerRegistrationKeys.PG_CONNECTION]: db };
  return {
    db,
    companies: new CompanyService(connection),
    checkouts: new CheckoutService(connection),
    inbox: new InboxService(connection),
    expireLeases: async () => {
      for (const table of ["csp_checkout", "csp_inbox_event", "csp_agreement_attestation"]) {
        await db(table)
          .whereNotNull("lease_token")
          .update({ lease_until: db.raw("now() - interval '1s'") });
      }
    },
    clear: async () => {
      await db.raw(`truncate csp_company, csp_company_member, csp_company_tenant, csp_tenant_claim, csp_tenant_code, csp_agreement_consent,
        csp_agreement_attestation, csp_agreement_reading,
        csp_tax_id_check, csp_checkout, csp_cart_turn, csp_cart_change, csp_inbox_event,
        csp_erased_person`);
    },
    drop: async () => {
      await db.destroy();
      await onServer(server, `drop database if exists ${database} with (force)`);
    },
  };
}

async function statementsOf(migration: new (driver: never, config: never) => Migration): Promise<string[]> {
  // These migrations only collect statements; they never ask the driver.
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
