import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import { ModulesSdkUtils } from "@medusajs/framework/utils";
import { Client } from "pg";
import { Migration20261122013100 } from "../../../src/modules/provisioning/migrations/Migration20261122013100";
import { Migration20261128200000 } from "../../../src/modules/provisioning/migrations/Migration20261128200000";
import { Migration20261129060100 } from "../../../src/modules/provisioning/migrations/Migration20261129060100";
import { Migration20261129201210 } from "../../../src/modules/provisioning/migrations/Migration20261129201210";
import { Migration20261129201510 } from "../../../src/modules/provisioning/migrations/Migration20261129201510";
import { Migration20261129202400 } from "../../../src/modules/provisioning/migrations/Migration20261129202400";
import { Migration20261130023002 } from "../../../src/modules/provisioning/migrations/Migration20261130023002";
import { Migration20261129030000 } from "../../../src/modules/settings/migrations/Migration20261129030000";
import { Migration20261129201500 } from "../../../src/modules/settings/migrations/Migration20261129201500";
import { Migration20261122013000 } from "../../../src/modules/subscription/migrations/Migration20261122013000";
import { Migration20261122040000 } from "../../../src/modules/subscription/migrations/Migration20261122040000";
import { Migration20261128010000 } from "../../../src/modules/subscription/migrations/Migration20261128010000";
import { Migration20261129060500 } from "../../../src/modules/subscription/migrations/Migration20261129060500";
import { Migration20261129201200 } from "../../../src/modules/subscription/migrations/Migration20261129201200";
import { Migration20261130190100 } from "../../../src/modules/subscription/migrations/Migration20261130190100";
import { Migration20261130221000 } from "../../../src/modules/subscription/migrations/Migration20261130221000";
import { Migration20261130221100 } from "../../../src/modules/subscription/migrations/Migration20261130221100";
import { Migration20261130231500 } from "../../../src/modules/subscription/migrations/Migration20261130231500";

/** The few columns of Medusa's order tables that the order sweep reads. */
const medusaTables = [
  `create table "order" (id text primary key, created_at timestamptz not null default now(), canceled_at timestamptz,
    deleted_at timestamptz, is_draft_order boolean not null default false)`,
  `create table order_payment_collection (order_id text, payment_collection_id text, deleted_at timestamptz)`,
  `create table payment_collection (id text primary key, status text not null)`,
  `create table payment (payment_collection_id text, canceled_at timestamptz, deleted_at timestamptz)`,
  `create table order_item (order_id text, item_id text)`,
  `create table order_line_item (id text primary key, metadata jsonb)`,
];

export interface ProvisioningDatabase {
  readonly db: Knex;
  /** Where other processes find it. */
  readonly url: string;
  /** Empties all tables. */
  clear(): Promise<void>;
  drop(): Promise<void>;
}

/** A database of its own with the tables of provisioning and subscriptions, on the server the DB_ variables name. */
export async function createProvisioningDatabase(): Promise<ProvisioningDatabase> {
  const { DB_HOST = "localhost", DB_PORT = "5432", DB_USERNAME = "postgres", DB_PASSWORD = "postgres" } = process.env;
  const server = `postgres://${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}@${DB_HOST}:${DB_PORT}`;
  const database = `provisioning_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${database}`);
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: `${server}/${database}`, schema: "public" }) as Knex;
  const migrations = [
    Migration20261122013000,
    Migration20261122013100,
    Migration20261122040000,
    Migration20261128010000,
    Migration20261128200000,
    Migration20261129060100,
    Migration20261129060500,
    Migration20261129201200,
    Migration20261130190100,
    Migration20261129201210,
    Migration20261129201510,
    Migration20261129202400,
    Migration20261130023002,
    Migration20261129030000,
    Migration20261129201500,
    Migration20261130221000,
    Migration20261130221100,
    Migration20261130231500,
  ];
  for (const migration of migrations) {
    await run(db, migration);
  }
  for (const table of medusaTables) {
    await db.raw(table);
  }
  return {
    db,
    url: `${server}/${database}`,
    clear: async () => {
      await db.raw(`truncate csp_renewal_confirmation, csp_tenant_reading, csp_subscription_finding, csp_seat_tranche, csp_subscription_change, csp_subscription_event, csp_subscription, csp_provisioning_task,
        csp_provisioning_journal, csp_vendor_order, csp_vendor_tenant, csp_vendor_credential, csp_set_up_fault, "order", order_payment_collection,
        payment_collection, payment, order_item, order_line_item`);
    },
    drop: async () => {
      await db.destroy();
      await onServer(server, `drop database if exists ${database} with (force)`);
    },
  };
}

/** Runs one migration up or down. */
export async function run(
  db: Knex,
  migration: new (driver: never, config: never) => Migration,
  direction: "up" | "down" = "up",
): Promise<void> {
  // These migrations only collect statements; they never ask the driver.
  const made = new migration(undefined as never, undefined as never);
  await made[direction]();
  for (const statement of made.getQueries().map(String)) {
    await db.raw(statement.replaceAll("?", "\\?"));
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
