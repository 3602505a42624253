import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { keepAlive, LEASE_SECONDS } from "./heartbeat";

/** Who holds a row. Every later write names it, so that a worker whose lease was taken over writes nothing. */
export type Lease = { readonly id: string; readonly token: string };

/** What to take. SQL speaks of the table as `t`; its values are named bindings (`:now`). */
export type LeaseRequest = {
  /** Rows that may be taken, besides being free. */
  readonly where: string;
  readonly bindings: Readonly<Record<string, Knex.Value | null>>;
  readonly orderBy: string;
  readonly limit: number;
  /** Columns to answer with, as after `returning`. */
  readonly columns: string;
  /** More columns to set, as after `set`; `free.resumed` tells that an earlier holder never gave the row back. */
  readonly set?: string;
};

/** What was taken, and the token to write under. `resumed`: an earlier holder died with the row. */
export type Leased<Row> = { readonly token: string; readonly rows: (Row & { readonly resumed: boolean })[] };

/** A row that nobody holds, to stand in a `where`; `alias` where the statement names more than one table. */
export const isFree = (alias?: string): string => {
  const until = alias === undefined ? "lease_until" : `${alias}.lease_until`;
  return `(${until} is null or ${until} <= now())`;
};

/** The columns that give a row back. */
export const RELEASED = { lease_token: null, lease_until: null } as const;

/**
 * The columns that give a row back if the token still holds it, to be set with a fact that is written whoever holds the
 * row. Null: the writer holds nothing, and ends nobody's lease.
 */
export function releasedBy(db: Knex, token: string | null): Record<string, Knex.Raw> {
  const unlessOwn = (column: string) => db.raw("case when lease_token = ? then null else ?? end", [token, column]);
  return token === null ? {} : { lease_token: unlessOwn("lease_token"), lease_until: unlessOwn("lease_until") };
}

/** The statement for rows that the token still holds; unchanged where the writer needs no lease (null). */
export function whileHeld(query: Knex.QueryBuilder, token: string | null): Knex.QueryBuilder {
  return token === null ? query : query.where({ lease_token: token });
}

/**
 * The one way in which workers take turns on rows of a table. The table has `id text`, `lease_token text` and
 * `lease_until timestamptz`.
 *
 * Leases run on the database's clock: they are short, and renewed by the holder's process as long as it lives, so that
 * the rows of one that died are free within seconds. When a row is due is business time, which may be moved in a sandbox,
 * and comes as a binding. A lease that ran out can be taken over: its holder can write under it until that happens, and
 * never after.
 */
export class LeasedTable {
  /** @param longestSeconds longer than the slowest work on one batch of rows takes: what takes longer hangs */
  constructor(
    readonly table: string,
    readonly longestSeconds: number,
  ) {}

  /** Takes rows that nobody holds. Two workers at once get different ones, and neither waits for the other. */
  async take<Row extends object>(db: Knex, request: LeaseRequest): Promise<Leased<Row>> {
    const token = randomUUID();
    const { where, bindings, orderBy, limit, columns, set } = request;
    const { rows } = await db.raw<{ rows: (Row & { resumed: boolean; leased_id: string })[] }>(
      `with free as materialized (
         select t.id as free_id, t.lease_token is not null as resumed from ${this.table} t
         where (${where}) and ${isFree("t")}
         order by ${orderBy} limit :lease_limit for update of t skip locked)
       update ${this.table}
       set lease_token = :lease_token, lease_until = now() + make_interval(secs => :lease_seconds)${set ? `, ${set}` : ""}
       from free where id = free.free_id
       returning ${columns}, free.resumed, free.free_id as leased_id`,
      { ...bindings, lease_token: token, lease_seconds: LEASE_SECONDS, lease_limit: limit },
    );
    const ids = rows.map((row) => row.leased_id);
    this.keep(db, token, ids);
    return { token, rows };
  }

  /**
   * The columns that make a row leased to this token, for a row that is inserted under its lease. What was inserted is
   * told to `keep`.
   */
  taken(db: Knex, token: string): Record<string, unknown> {
    return { lease_token: token, lease_until: db.raw("now() + make_interval(secs => ?)", [LEASE_SECONDS]) };
  }

  /** Renews the lease of these rows as long as this process lives and the work on them does not hang. */
  keep(db: Knex, token: string, ids: readonly string[]): void {
    if (ids.length > 0) {
      keepAlive(db, { table: this.table, token, ids, seconds: this.longestSeconds });
    }
  }

  /** The leased row while the token still holds it, to be updated; no row once another worker has taken it over. */
  held(db: Knex, lease: Lease): Knex.QueryBuilder {
    return this.heldBy(db, lease.token).where({ id: lease.id });
  }

  /** All rows that the token still holds. */
  heldBy(db: Knex, token: string): Knex.QueryBuilder {
    return db(this.table).where({ lease_token: token });
  }

  /**
   * The earliest instant in a column among rows that nobody holds: when there is something to take.
   *
   * @param where narrows the rows, as SQL without bindings
   */
  async earliest(db: Knex, column: string, where = "true"): Promise<Date | null> {
    const row = await db(this.table)
      .whereRaw(`${where} and ${isFree()}`)
      .min(`${column} as at`)
      .first<{ at: Date | null } | undefined>();
    return row?.at ?? null;
  }
}
