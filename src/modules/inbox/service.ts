import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId } from "@medusajs/framework/utils";
import { LeasedTable, RELEASED } from "../../database";
import type { InboxOutcome, InboxSource, IncomingEvent, LeasedEvent } from "./types";

/** Two minutes: longer than any handler takes. */
const eventLeases = new LeasedTable("csp_inbox_event", 120);

type EventRow = {
  id: string;
  source: InboxSource;
  event_id: string;
  type: string;
  payload: unknown;
  received_at: Date;
  attempts: number;
  set_up_fault: string | null;
};

/**
 * What the outside world told us, kept before it is answered. Deliveries come at least once and in any order, so an
 * event is only a reason to look: handlers re-read the object it names.
 */
export default class InboxService {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /**
   * Stores a verified event, due at once.
   *
   * @returns stored false when the same source sent the same event id before: nothing to do, answer as if it were new.
   */
  async store(event: IncomingEvent): Promise<{ stored: boolean }> {
    const rows = await this.db("csp_inbox_event")
      .insert({
        id: generateEntityId(undefined, "cspevt"),
        source: event.source,
        event_id: event.eventId,
        type: event.type,
        payload: JSON.stringify(event.payload, storable),
        received_at: event.receivedAt,
        next_try_at: event.receivedAt,
      })
      .onConflict(["source", "event_id"])
      .ignore()
      .returning("id");
    return { stored: rows.length > 0 };
  }

  /** Up to when the source's own list of events has been read; null before the first time. */
  async readUntil(source: InboxSource): Promise<Date | null> {
    const row = await this.db("csp_inbox_watermark").where({ source }).first<{ read_until: Date } | undefined>();
    return row?.read_until ?? null;
  }

  /** Notes that the source's list has been read up to the instant; it never goes back. */
  async markRead(source: InboxSource, until: Date): Promise<void> {
    await this.db("csp_inbox_watermark")
      .insert({ source, read_until: until })
      .onConflict("source")
      .merge({ read_until: this.db.raw("greatest(csp_inbox_watermark.read_until, excluded.read_until)") });
  }

  /** Leases events due at `now`, oldest first. Two workers never get the same one. */
  async lease(now: Date, limit: number): Promise<LeasedEvent[]> {
    const { rows, token } = await eventLeases.take<EventRow>(this.db, {
      where: "t.state = 'waiting' and t.next_try_at <= :now",
      bindings: { now },
      orderBy: "t.next_try_at, t.id",
      limit,
      columns: "id, source, event_id, type, payload, received_at, attempts, set_up_fault",
    });
    return rows
      .map((row) => ({
        id: row.id,
        source: row.source,
        eventId: row.event_id,
        type: row.type,
        payload: row.payload,
        receivedAt: row.received_at,
        attempts: row.attempts,
        setUpFault: row.set_up_fault,
        leaseToken: token,
      }))
      .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  /** Closes a leased event. False when the lease was lost meanwhile, and another worker answers for it. */
  async finish(event: LeasedEvent, outcome: InboxOutcome, now: Date): Promise<boolean> {
    return this.release(event, { state: outcome, handled_at: now, last_error: null, set_up_fault: null });
  }

  /** Gives a leased event back to be tried at `nextTryAt`, or for good (null) so that a person sees it. */
  async postpone(event: LeasedEvent, error: string, nextTryAt: Date | null, now: Date): Promise<boolean> {
    const when = nextTryAt ? { next_try_at: nextTryAt } : { state: "failed", failed_at: now };
    const columns = { attempts: event.attempts + 1, last_error: error.slice(0, 500), set_up_fault: null };
    return this.release(event, { ...when, ...columns });
  }

  /** Gives a leased event back that our own set-up keeps from being dealt with: that was no try of it. */
  async waitForSetUp(event: LeasedEvent, fault: string, error: string | null, nextTryAt: Date): Promise<boolean> {
    const said = error === null ? {} : { last_error: error.slice(0, 500) };
    return this.release(event, { ...said, next_try_at: nextTryAt, set_up_fault: fault });
  }

  /** Gives a leased event back that a system has to be asked about which is away: that was no try of it. */
  async waitForAnswer(event: LeasedEvent, error: string, nextTryAt: Date): Promise<boolean> {
    return this.release(event, { last_error: error.slice(0, 500), next_try_at: nextTryAt, set_up_fault: null });
  }

  /** Makes a given up event due now, with all its tries before it; false when it is not given up. */
  async retry(id: string, now: Date, db: Knex = this.db): Promise<boolean> {
    const changed: number = await db("csp_inbox_event").where({ id, state: "failed" }).update({
      state: "waiting",
      attempts: 0,
      next_try_at: now,
      failed_at: null,
      set_up_fault: null,
      last_error: null,
    });
    return changed === 1;
  }

  /** One transaction, in which an act and its line in the journal are written together, whichever module owns them. */
  inTransaction<T>(work: (trx: Knex) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  /** Counts given up events as dealt with, because a person said that nothing is left to do. @returns how many */
  async setAside(ids: readonly string[], now: Date): Promise<number> {
    return this.db("csp_inbox_event")
      .whereRaw("id = any(?) and state = 'failed'", [[...ids]])
      .update({ state: "ignored", handled_at: now, failed_at: null, last_error: null });
  }

  /**
   * Empties the bodies of events that were dealt with before `before`, at most `limit`: names and addresses stand in
   * them. Their ids stay, so that a notice that comes again is known.
   */
  async forgetBodies(before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.raw<{ rowCount: number }>(
      `update csp_inbox_event set payload = '{}'::jsonb where id in (
         select id from csp_inbox_event
         where state in ('handled', 'ignored') and payload <> '{}'::jsonb and handled_at < :before
         order by handled_at limit :limit for update skip locked)`,
      { before: before.toISOString(), limit },
    );
    return rowCount;
  }

  /** Removes events that were dealt with and came before `before`, at most `limit`. @returns how many */
  async removeOld(before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.raw<{ rowCount: number }>(
      `delete from csp_inbox_event where id in (
         select id from csp_inbox_event
         where state in ('handled', 'ignored') and received_at < :before
         order by received_at limit :limit for update skip locked)`,
      { before: before.toISOString(), limit },
    );
    return rowCount;
  }

  /** The earliest instant at which a waiting event that nobody holds is due, or null. */
  async nextDueAt(): Promise<Date | null> {
    return eventLeases.earliest(this.db, "next_try_at", "state = 'waiting'");
  }

  /** How many events stand in each state; for the health view and tests. */
  async countByState(): Promise<Record<string, number>> {
    const rows: { state: string; count: string }[] = await this.db("csp_inbox_event")
      .select("state")
      .count("* as count")
      .groupBy("state");
    return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  }

  private async release(event: LeasedEvent, columns: Record<string, unknown>): Promise<boolean> {
    const held = eventLeases.held(this.db, { id: event.id, token: event.leaseToken });
    const changed: number = await held.update({ ...columns, ...RELEASED });
    return changed > 0;
  }
}

/** Texts that are valid JSON and that PostgreSQL cannot keep: a zero character, half of a pair of surrogates. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function storable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(UNSTORABLE, "\uFFFD") : value;
}
