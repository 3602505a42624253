import type { Knex } from "@medusajs/framework/mikro-orm/knex";

/** How long rows stay leased after the last beat of their holder's process: a dead one's are free that soon. */
export const LEASE_SECONDS = 15;
/** Two beats may fail before a lease runs out. */
export const BEAT_MS = 5_000;

/** Rows of one table that one piece of work holds. */
type Held = {
  readonly table: string;
  readonly token: string;
  /** Those that are still held. */
  ids: readonly string[];
  /** When the work has taken so long that it counts as hanging, in milliseconds of this process's own clock. */
  readonly hangsAt: number;
};

/**
 * Keeps the leases of this process alive, as long as the process itself is: a process that was killed, or that cannot
 * reach the database, stops beating, and its rows are free some seconds later. Work that hangs is not kept alive for ever.
 *
 * Rows that a transaction is working on are passed over: its own lock keeps others away. A lease that ran out all the
 * same is never revived, because another worker may be about to take the row over.
 */
class Heartbeat {
  private held: Held[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly db: Knex) {}

  keep(held: Held): void {
    this.held.push(held);
    this.timer ??= setInterval(() => void this.beat(), BEAT_MS).unref();
  }

  private async beat(): Promise<void> {
    this.held = this.held.filter(({ hangsAt, ids }) => ids.length > 0 && performance.now() < hangsAt);
    for (const table of new Set(this.held.map((one) => one.table))) {
      await this.beatTable(table).catch(() => {
        // A beat that fails is a beat missed: the next one may come through, and if none does the lease ends by itself.
      });
    }
    if (this.held.length === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  private async beatTable(table: string): Promise<void> {
    const asked = this.held.filter((one) => one.table === table);
    const pairs = asked.flatMap(({ ids, token }) => ids.map((id) => ({ id, token })));
    const { rows } = await this.db.raw<{ rows: { id: string; token: string }[] }>(
      `with held as (
         select t.id, t.lease_token as token from ${table} t
         join unnest(cast(:ids as text[]), cast(:tokens as text[])) as asked (id, token)
           on t.id = asked.id and t.lease_token = asked.token
         where t.lease_until > now()),
       quiet as (select t.id from ${table} t join held on held.id = t.id for update of t skip locked),
       beaten as (
         update ${table} t set lease_until = now() + make_interval(secs => :seconds)
         from quiet, held where t.id = quiet.id and held.id = t.id and t.lease_token = held.token)
       select id, token from held`,
      { ids: pairs.map(({ id }) => id), tokens: pairs.map(({ token }) => token), seconds: LEASE_SECONDS },
    );
    for (const one of asked) {
      one.ids = rows.filter(({ token }) => token === one.token).map(({ id }) => id);
    }
  }
}

const heartbeats = new WeakMap<Knex, Heartbeat>();

/**
 * Renews the lease of these rows every few seconds until they are given back, taken over, or held for longer than any
 * work on them takes.
 */
export function keepAlive(
  db: Knex,
  lease: { readonly table: string; readonly token: string; readonly ids: readonly string[]; readonly seconds: number },
): void {
  const { table, token, ids, seconds } = lease;
  const heartbeat = heartbeats.get(db) ?? new Heartbeat(db);
  heartbeats.set(db, heartbeat);
  heartbeat.keep({ table, token, ids, hangsAt: performance.now() + seconds * 1_000 });
}

/** Does the work, and beats every few seconds meanwhile. A beat that fails is missed and harms nothing. */
export async function beatWhile<T>(beat: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void beat().catch(() => undefined), BEAT_MS);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
