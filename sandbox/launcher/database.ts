import path from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startPostgres } from "../postgres";

/** The database of a sandbox: the one DATABASE_URL names, or our own. */
export interface Database {
  readonly url: string;
  readonly own: EmbeddedPostgres | undefined;
}

/** Connects to DATABASE_URL when it is set, otherwise starts our own PostgreSQL in the data folder. */
export async function openDatabase(data: string, port: number): Promise<Database> {
  if (process.env.DATABASE_URL) {
    await query(process.env.DATABASE_URL, "select 1");
    return { url: process.env.DATABASE_URL, own: undefined };
  }
  const own = await startPostgres({ dataRoot: path.join(data, "postgres-17"), port, durable: true });
  const [row] = await query(own.url("postgres"), "select 1 from pg_database where datname = 'seatline'");
  if (!row) {
    await query(own.url("postgres"), "create database seatline");
  }
  return { url: own.url("seatline"), own };
}

/** Whether Medusa's tables are there already. */
export async function hasTables(url: string): Promise<boolean> {
  const rows = await query(url, "select 1 from information_schema.tables where table_name = 'store'");
  return rows.length > 0;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
