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
        payload: JSON.stringify(event.payload),
        received_at: event.receivedAt,
        next_try_at: event.receivedAt,
      })
      .onConflict(["source", "event_id"])
      .ignore()
      .returning("id");
    return { stored: rows.length > 0 };
  }

  /** Leases events due at `now`, oldest first. Two workers never get the same one. */
  async lease(now: Date, limit: number): Promise<LeasedEvent[]> {
    const { rows, token } = await eventLeases.take<EventRow>(this.db, {
      where: "t.state = 'waiting' and t.next_try_at <= :now",
      bindings: { now },
      orderBy: "t.next_try_at, t.id",
      limit,
      columns: "id, source, event_id, type, payload, received_at, attempts",
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
        leaseToken: token,
      }))
      .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  /** Closes a leased event. False when the lease was lost meanwhile, and another worker answers for it. */
  async finish(event: LeasedEvent, outcome: InboxOutcome, now: Date): Promise<boolean> {
    return this.release(event, { state: outcome, handled_at: now, last_error: null });
  }

  /** Gives a leased event back to be tried at `nextTryAt`, or for good (null) so that a person sees it. */
  async postpone(event: LeasedEvent, error: string, nextTryAt: Date | null): Promise<boolean> {
    const when = nextTryAt ? { next_try_at: nextTryAt } : { state: "failed" };
    return this.release(event, { ...when, attempts: event.attempts + 1, last_error: error.slice(0, 500) });
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
