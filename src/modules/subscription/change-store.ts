import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { isFree, LeasedTable, RELEASED, requestIdColumns, waitColumns, waitedForColumns } from "../../database";
import { type ChangeState, changeTransitions, OPEN_CHANGE_STATES } from "../../domain/states";
import { CHANGE_COLUMNS, type ChangeRow, changeFromRow, factColumns } from "./change-rows";
import type {
  ChangeFacts,
  ChangeFilter,
  ChangeRefusal,
  ChangeWait,
  LeasedChange,
  NewChange,
  SubscriptionChange,
} from "./change-types";

const TABLE = "csp_subscription_change";

/** Five minutes: longer than the slowest pass takes with all its repeats. */
const changeLeases = new LeasedTable(TABLE, 300);

/** A step begins anew: nothing of the one before is counted against it. */
const FRESH = {
  attempts: 0,
  failures: 0,
  started_at: null,
  last_error: null,
  set_up_fault: null,
  set_up_since: null,
  absent: null,
  absent_since: null,
} as const;

/** Changes of subscriptions; every method commits before it resolves, and none talks to the outside. */
export class ChangeRepository {
  constructor(private readonly db: Knex) {}

  /** Writes down what is asked for; returns its id, null when a change of the subscription is open already: there is one at a time. */
  async request(change: NewChange, now: Date, db: Knex = this.db): Promise<string | null> {
    const inserted = await db(TABLE)
      .insert({
        id: generateEntityId(undefined, "cspchg"),
        subscription_id: change.subscriptionId,
        company_id: change.companyId,
        kind: change.kind,
        wanted: JSON.stringify(change.wanted),
        from_quantity: change.fromQuantity,
        preview_hash: change.previewHash,
        shown: JSON.stringify(change.shown),
        state: "requested" satisfies ChangeState,
        asked_as: change.askedBy.as,
        asked_by: change.askedBy.actor,
        reason: change.askedBy.reason,
        request_id: randomUUID(),
        hold_amount: change.holdAmount,
        created_at: now,
        next_at: now,
      })
      .onConflict()
      .ignore()
      .returning<{ id: string }[]>("id");
    return inserted[0]?.id ?? null;
  }

  async find(id: string): Promise<SubscriptionChange | null> {
    return (await this.list({ ids: [id], limit: 1 }))[0] ?? null;
  }

  /** The newest first. */
  async list({ ids, subscriptionIds, limit }: ChangeFilter): Promise<SubscriptionChange[]> {
    const query = this.db(TABLE)
      .select(this.db.raw(CHANGE_COLUMNS))
      .orderBy([
        { column: "created_at", order: "desc" },
        { column: "id", order: "desc" },
      ]);
    if (ids !== undefined) {
      query.whereIn("id", [...ids]);
    }
    if (subscriptionIds !== undefined) {
      query.whereIn("subscription_id", [...subscriptionIds]);
    }
    const rows: ChangeRow[] = await query.limit(limit);
    return rows.map(changeFromRow);
  }

  /** The change of a subscription that is not over; null where none is. */
  async openOf(subscriptionId: string): Promise<SubscriptionChange | null> {
    const row = (await this.db(TABLE)
      .where({ subscription_id: subscriptionId })
      .whereIn("state", [...OPEN_CHANGE_STATES])
      .first(this.db.raw(CHANGE_COLUMNS))) as ChangeRow | undefined;
    return row === undefined ? null : changeFromRow(row);
  }

  async findByPage(pageSessionId: string): Promise<SubscriptionChange | null> {
    const row = (await this.db(TABLE).where({ page_session_id: pageSessionId }).first(this.db.raw(CHANGE_COLUMNS))) as
      | ChangeRow
      | undefined;
    return row === undefined ? null : changeFromRow(row);
  }

  /** Leases the change that is due longest at `now`, or this one however due it is; null when there is none. */
  async lease(now: Date, id: string | null = null): Promise<LeasedChange | null> {
    const { rows, token } = await changeLeases.take<ChangeRow>(this.db, {
      where: id === null ? "t.next_at <= :now" : "t.id = :id and t.next_at is not null",
      bindings: id === null ? { now } : { now, id },
      orderBy: "t.next_at, t.id",
      limit: 1,
      columns: CHANGE_COLUMNS,
      set: `attempts = attempts + 1, started_at = coalesce(started_at, :now),
        failures = failures + cast(free.resumed as int)`,
    });
    return rows[0] ? { ...changeFromRow(rows[0]), leaseToken: token } : null;
  }

  /** Writes facts of a leased change; false when another worker has taken it over. */
  async note(change: LeasedChange, facts: ChangeFacts, db: Knex = this.db): Promise<boolean> {
    return (await changeLeases.held(db, held(change)).update(factColumns(facts))) === 1;
  }

  /** Moves a leased change on, under the same lease, with what has become known; false when the lease was lost. */
  async move(
    change: LeasedChange,
    to: ChangeState,
    facts: ChangeFacts,
    now: Date,
    db: Knex = this.db,
  ): Promise<boolean> {
    const isOver = !OPEN_CHANGE_STATES.includes(to);
    const moved: number = await changeLeases
      .held(db, held(change))
      .where({ state: change.state })
      .update({
        ...factColumns(facts),
        ...FRESH,
        state: to,
        request_id: randomUUID(),
        next_at: isOver ? null : now,
        ...(isOver ? { ...RELEASED, finished_at: now } : { attempts: 1, started_at: now }),
      });
    return moved === 1;
  }

  /** Gives a leased change back that did not move: it comes again, or stands until a person has looked. */
  async wait(change: LeasedChange, end: ChangeWait, now: Date): Promise<boolean> {
    const columns =
      end.kind === "waiting"
        ? waitColumns(this.db, end, now)
        : {
            state: "needs_attention" satisfies ChangeState,
            stands_in: change.state,
            standing_since: now,
            next_at: null,
            last_error: end.error,
            ...requestIdColumns(end),
          };
    const waits = { ...waitedForColumns(this.db, end, now), ...columns };
    return (await changeLeases.held(this.db, held(change)).update({ ...RELEASED, ...waits })) === 1;
  }

  /** Makes an open change due at `now`: the outside has said that something changed. */
  async hasten(id: string, now: Date): Promise<void> {
    await this.db(TABLE).where({ id }).where("next_at", ">", now).update({ next_at: now });
  }

  /** Lets a change that stands go on where it stood; false when it does not stand. */
  async retry(id: string, now: Date, db: Knex = this.db): Promise<boolean> {
    const changed: number = await db(TABLE)
      .where({ id, state: "needs_attention" satisfies ChangeState })
      .update({ ...FRESH, state: db.raw("stands_in"), stands_in: null, standing_since: null, next_at: now });
    return changed === 1;
  }

  /**
   * Takes back a change of which nothing has reached the vendor; what is held for it is given back by the worker.
   *
   * @returns false when it is being worked on, or has gone too far
   */
  async withdraw(id: string, now: Date, db: Knex = this.db): Promise<boolean> {
    const changed: number = await db(TABLE)
      .where({ id })
      .whereIn("state", changeTransitions.statesThatMay("withdraw"))
      .whereRaw(isFree())
      .update({ ...RELEASED, ...FRESH, state: "releasing" satisfies ChangeState, next_at: now });
    return changed === 1;
  }

  /** Ends a change that stands before the vendor has confirmed it, in a person's name; false when it is not such a one. */
  async refuse(id: string, refusal: ChangeRefusal, now: Date, db: Knex = this.db): Promise<boolean> {
    const changed: number = await db(TABLE)
      .where({ id, state: "needs_attention" satisfies ChangeState })
      .whereIn("stands_in", changeTransitions.statesThatMay("refuse"))
      .update({
        ...FRESH,
        state: "releasing" satisfies ChangeState,
        stands_in: null,
        standing_since: null,
        refusal: JSON.stringify(refusal),
        next_at: now,
      });
    return changed === 1;
  }

  /** The earliest instant at which a change is due, or null. */
  async nextDueAt(): Promise<Date | null> {
    return changeLeases.earliest(this.db, "next_at");
  }
}

const held = ({ id, leaseToken: token }: LeasedChange) => ({ id, token });
