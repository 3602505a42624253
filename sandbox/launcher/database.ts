import path from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, embeddedUrl, startPostgres } from "../postgres";
import type { Output } from "./output";

const NAME = "seatline";

/** The database's URL: what DATABASE_URL says, or our own server on that port (which may not be up yet). */
export function databaseUrl(port: number): string {
  return process.env.DATABASE_URL || embeddedUrl(port, NAME);
}

/**
 * Connects to DATABASE_URL when it is set, otherwise starts our own PostgreSQL in the data folder.
 *
 * @returns our own server, to be stopped in the end
 */
export async function openDatabase(data: string, port: number, output: Output): Promise<EmbeddedPostgres | undefined> {
  if (process.env.DATABASE_URL) {
    await query(process.env.DATABASE_URL, "select 1").catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The database that DATABASE_URL names cannot be used: ${why}. Mend or remove DATABASE_URL.`);
    });
    return undefined;
  }
  const { line: log } = output.sink("postgres");
  const own = await startPostgres({ dataRoot: path.join(data, "postgres-17"), port, durable: true, log });
  const [row] = await query(own.url("postgres"), `select 1 from pg_database where datname = '${NAME}'`);
  if (!row) {
    await query(own.url("postgres"), `create database ${NAME}`);
  }
  return own;
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
