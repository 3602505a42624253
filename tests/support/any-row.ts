import type { Knex } from "@medusajs/framework/mikro-orm/knex";

type Column = { column_name: string; data_type: string };

const FILLERS: Readonly<Record<string, unknown>> = {
  boolean: false,
  date: "2026-01-01",
  integer: 1,
  bigint: 0,
  numeric: 0,
  jsonb: "{}",
  "timestamp with time zone": "2026-01-01T00:00:00Z",
};

/**
 * Inserts a row of which only some columns matter: what must not be null is filled by its type. References to rows that
 * are not there, and triggers, are passed over; checks hold.
 */
export async function insertAny(db: Knex, table: string, columns: Record<string, unknown>): Promise<void> {
  const { rows } = await db.raw<{ rows: Column[] }>(
    `select column_name, data_type from information_schema.columns
     where table_schema = 'public' and table_name = ? and is_nullable = 'NO' and column_default is null`,
    [table],
  );
  const filled = rows.map(({ column_name: name, data_type: type }) => [name, FILLERS[type] ?? `${name} of a test`]);
  await db.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica");
    await trx(table).insert({ ...Object.fromEntries(filled), ...columns });
  });
}

/** Empties tables, whatever they refuse. */
export async function emptyTables(db: Knex, tables: readonly string[]): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica");
    for (const table of tables) {
      await trx(table).delete();
    }
  });
}
