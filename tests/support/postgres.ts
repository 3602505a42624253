import { Client } from "pg";

/** Address of the PostgreSQL server that DB_HOST and the other DB_ variables name, without a database. */
export function serverUrl(): string {
  const { DB_HOST = "localhost", DB_PORT = "5432", DB_USERNAME = "postgres", DB_PASSWORD = "postgres" } = process.env;
  return `postgres://${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}@${DB_HOST}:${DB_PORT}`;
}

/** Address of one database on that server. */
export function databaseUrl(database: string): string {
  return `${serverUrl()}/${database}`;
}

/** Runs work on a connection of its own to one database, by default the server's own one. */
export async function onDatabase<T>(work: (client: Client) => Promise<T>, database = "postgres"): Promise<T> {
  const client = new Client({ connectionString: databaseUrl(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes a database: an empty one, or a copy of a template that nobody is connected to. */
export async function createDatabase(database: string, template = "template1"): Promise<void> {
  await onDatabase((client) => client.query(`create database ${database} template ${template}`));
}

/** Removes a database, throwing out whoever is still connected. */
export async function dropDatabase(database: string): Promise<void> {
  await onDatabase((client) => client.query(`drop database if exists ${database} with (force)`));
}
