import fs from "node:fs";
import path from "node:path";
import type { Migration } from "@medusajs/framework/mikro-orm/migrations";
import type { Client } from "pg";
import { FIRST_LANDED } from "../repository/first-landed";
import { createDatabase, dropDatabase, onDatabase } from "../support/postgres";

type MigrationClass = new (driver: never, config: never) => Migration;

const MODULES = path.resolve(__dirname, "../../src/modules");
const DATABASE = `migrations_down_${process.pid}`;

const migrationsOf = (module: string) => {
  const folder = path.join(MODULES, module, "migrations");
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  return files.map((file) => ({ module, name: path.parse(file).name }));
};
const ALL = fs.readdirSync(MODULES).flatMap(migrationsOf);

async function run(client: Client, { module, name }: (typeof ALL)[number], direction: "up" | "down"): Promise<void> {
  const loaded: Record<string, MigrationClass> = await import(path.join(MODULES, module, "migrations", name));
  const migration = loaded[name];
  if (migration === undefined) {
    throw new Error(`${name} is not in its file.`);
  }
  const made = new migration(undefined as never, undefined as never);
  await made[direction]();
  for (const statement of made.getQueries()) {
    await client.query(String(statement));
  }
}

/** Everything of ours that a migration can make, as PostgreSQL itself would write it. */
const SCHEMA = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
    || coalesce(column_default, '') as thing
    from information_schema.columns where table_schema = 'public'
  union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
  union all select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
  union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace`;

async function schemaOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ thing: string }>(SCHEMA);
  return rows.map(({ thing }) => thing).sort();
}

describe("migrations since the first version", () => {
  beforeAll(() => createDatabase(DATABASE));
  afterAll(() => dropDatabase(DATABASE));

  it("leave the schema as they found it when they are taken back, and can be run again", async () => {
    const differences: Record<string, { readonly gone: string[]; readonly left: string[] }> = {};
    await onDatabase(async (client) => {
      for (const migration of ALL) {
        const before = await schemaOf(client);
        await run(client, migration, "up");
        if (FIRST_LANDED.includes(migration.name)) {
          continue;
        }
        const made = await schemaOf(client);
        await run(client, migration, "down");
        const after = await schemaOf(client);
        const gone = before.filter((thing) => !after.includes(thing));
        // What several modules share (their journals refuse changes by one function) stays while any of them may use it.
        const left = after.filter((thing) => !before.includes(thing) && !thing.includes("csp_journal_append_only"));
        if (gone.length + left.length > 0) {
          differences[migration.name] = { gone, left };
        }
        await run(client, migration, "up");
        expect(await schemaOf(client)).toEqual(made);
      }
    }, DATABASE);
    expect(differences).toEqual({});
  });
});
