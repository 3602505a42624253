import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { LeasedTable, RELEASED } from "../../database";
import type { Difference, SightedState, Sighting } from "../../domain/subscription";
import type { FindingRepository } from "./finding-store";
import {
  isHeldWhere,
  mirrorColumns,
  SUBSCRIPTION_COLUMNS,
  type SubscriptionRow,
  subscriptionFromRow,
} from "./subscription-rows";
import { replaceTranches, withWindows } from "./tranche-store";
import type { LeasedSubscription, Subscription, VendorState } from "./types";

/** Two minutes: longer than one reading at the vendor takes. */
const leases = new LeasedTable("csp_subscription", 120);

/** Readings of subscriptions at their vendor, one worker at a time, and what each leaves in our books. */
export class ReadingRepository {
  constructor(
    private readonly db: Knex,
    private readonly findings: FindingRepository,
  ) {}

  /** Leases one subscription whose reading is due at `now`, or null. A dead worker's lease is taken over. */
  async leaseDue(now: Date): Promise<LeasedSubscription | null> {
    return this.leaseWhere("t.next_sync_at <= :now", { now });
  }

  /** Leases this subscription for a reading out of turn, also when it is over; null while another worker reads it. */
  async lease(id: string): Promise<LeasedSubscription | null> {
    return this.leaseWhere("t.id = :id", { id });
  }

  /**
   * Mirrors the vendor's state, notes the differences of this reading, and gives the lease back. `nextSyncAt` is null when
   * it need not be read again. Differences are from our books as they were read: where those have moved since, nothing is
   * noted of them, and it is read again at once.
   */
  async finish(
    id: string,
    leaseToken: string,
    reading: {
      state: VendorState | null;
      problem: string | null;
      sighting: Sighting | null;
      /** False: the vendor's record for the end of the term is not what the customer wants. */
      wishKept?: boolean;
      /** What was found; left out where nothing was looked for. */
      found?: FoundDifferences;
      now: Date;
      nextSyncAt: Date | null;
    },
  ): Promise<void> {
    await this.db.transaction(async (trx) => {
      const { state, found } = reading;
      const changed: number = await leases.held(trx, { id, token: leaseToken }).update({
        ...RELEASED,
        sync_failures: 0,
        synced_at: reading.now,
        problem: reading.problem,
        problem_since: reading.problem === null ? null : trx.raw("coalesce(problem_since, ?)", [reading.now]),
        next_sync_at: reading.nextSyncAt,
        ...sightingColumns(trx, reading.sighting),
        ...(state === null
          ? {}
          : {
              status: trx.raw("case when status in ('cancelled', 'ended') then status else ? end", [state.status]),
              ...mirrorColumns(state),
              end_wish_kept_at: trx.raw("case when end_wish is not null and ? then cast(? as timestamptz) end", [
                reading.wishKept !== false,
                reading.now,
              ]),
            }),
      });
      if (changed === 1 && state !== null) {
        await replaceTranches(trx, id, state.returnWindows);
      }
      if (changed === 1 && found !== undefined) {
        await this.noteDifferences(trx, id, found, reading.now);
      }
    });
  }

  /** Mirrors what the vendor has answered to a change, whoever holds the subscription for a reading. */
  async mirror(id: string, state: VendorState, db: Knex): Promise<void> {
    await db("csp_subscription").where({ id }).update(mirrorColumns(state));
    await replaceTranches(db as Knex.Transaction, id, state.returnWindows);
  }

  /** Gives the lease back after a reading that failed. */
  async fail(
    id: string,
    leaseToken: string,
    failure: { readonly problem: string; readonly now: Date; readonly nextSyncAt: Date },
  ): Promise<void> {
    await leases.held(this.db, { id, token: leaseToken }).update({
      ...RELEASED,
      problem: failure.problem.slice(0, 1000),
      problem_since: this.db.raw("coalesce(problem_since, ?)", [failure.now]),
      sync_failures: this.db.raw("sync_failures + 1"),
      next_sync_at: failure.nextSyncAt,
    });
  }

  /**
   * Lets billing of a subscription go on although the vendor says what it says, until it says something else.
   *
   * @returns false when billing does not hold for that state (any more)
   */
  async billOnWith(id: string, state: SightedState, db: Knex = this.db): Promise<boolean> {
    const changed: number = await db("csp_subscription")
      .where({ id })
      .whereRaw(`${isHeldWhere()} and vendor_sighting ->> 'state' = ?`, [state])
      .update({ billed_on_with: state, problem: null, problem_since: null });
    return changed === 1;
  }

  /** What is told of a subscription once a finding of it is settled: another that stands open, or nothing. */
  async retellProblem(id: string, trx: Knex): Promise<void> {
    const told = trx("csp_subscription_finding").where({ subscription_id: id });
    const [next]: { words: string }[] = await told
      .clone()
      .where({ state: "open" })
      .whereNull("gone_at")
      .orderBy(["first_seen_at", "id"])
      .limit(1)
      .select("words");
    await trx("csp_subscription")
      .where({ id })
      // What is no difference, such as a reading that failed, stays told.
      .whereIn("problem", told.clone().select("words"))
      .update({ problem: next?.words ?? null, ...(next === undefined ? { problem_since: null } : {}) });
  }

  /** Gives the lease back after a reading that our own set-up kept from being one: it did not fail. */
  async putOff(id: string, leaseToken: string, nextSyncAt: Date): Promise<void> {
    await leases.held(this.db, { id, token: leaseToken }).update({ ...RELEASED, next_sync_at: nextSyncAt });
  }

  /** Brings the next reading forward to `now`: the vendor has said that something changed. */
  async request(id: string, now: Date, db: Knex = this.db): Promise<void> {
    await db("csp_subscription").where({ id }).where("next_sync_at", ">", now).update({ next_sync_at: now });
  }

  /** The earliest instant at which a subscription must be read at its vendor, or null. */
  async nextAt(): Promise<Date | null> {
    return leases.earliest(this.db, "next_sync_at");
  }

  private async noteDifferences(
    trx: Knex.Transaction,
    id: string,
    { from, differences }: FoundDifferences,
    now: Date,
  ): Promise<void> {
    const row: SubscriptionRow = await trx("csp_subscription")
      .where({ id })
      .select(trx.raw(SUBSCRIPTION_COLUMNS))
      .first();
    const { quantity, status, termStartedOn, termEndsOn, ...subject } = subscriptionFromRow(row, []);
    if (quantity !== from.quantity || termEndsOn !== from.termEndsOn || isOver(status) !== isOver(from.status)) {
      await trx("csp_subscription").where({ id }).update({ next_sync_at: now });
      return;
    }
    const booked = { quantity, termStartedOn, isOver: isOver(status) };
    await this.findings.see(trx, { ...subject, subscriptionId: id }, { differences, booked, now });
  }

  private async leaseWhere(
    condition: string,
    bindings: Readonly<Record<string, string | Date>>,
  ): Promise<LeasedSubscription | null> {
    const { rows, token } = await leases.take<SubscriptionRow>(this.db, {
      where: condition,
      bindings,
      orderBy: "t.next_sync_at, t.id",
      limit: 1,
      columns: SUBSCRIPTION_COLUMNS,
    });
    const row = rows[0];
    const [subscription] = await withWindows(this.db, rows);
    return row && subscription ? { subscription, leaseToken: token, failures: row.sync_failures } : null;
  }
}

/** Differences of one reading, and our books as they are from them. */
type FoundDifferences = {
  readonly differences: readonly Difference[];
  readonly from: Pick<Subscription, "quantity" | "termEndsOn" | "status">;
};

const isOver = (status: Subscription["status"]): boolean => status === "cancelled" || status === "ended";

/** A person's word to bill on holds as long as the vendor goes on saying the same. */
function sightingColumns(trx: Knex.Transaction, sighting: Sighting | null): Record<string, unknown> {
  return {
    vendor_sighting: sighting === null ? null : JSON.stringify(sighting),
    billed_on_with: trx.raw("case when billed_on_with = ? then billed_on_with end", [sighting?.state ?? null]),
  };
}
