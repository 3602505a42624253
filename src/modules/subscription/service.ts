import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { LeasedTable, RELEASED, readingService } from "../../database";
import type { Difference, EndWish, SightedState, Sighting } from "../../domain/subscription";
import { ChangeRepository } from "./change-store";
import { FindingRepository } from "./finding-store";
import { appendToHistory, readHistories } from "./history-store";
import { CspSubscription } from "./models/subscription";
import {
  BILLING_COLUMNS,
  isHeldWhere,
  mirrorColumns,
  newSubscriptionColumns,
  SUBSCRIPTION_COLUMNS,
  type SubscriptionRow,
  subscriptionFromRow,
} from "./subscription-rows";
import { TenantReadingRepository } from "./tenant-reading-store";
import { readTranches, replaceTranches } from "./tranche-store";
import type {
  ActivateSubscription,
  AppendResult,
  BillableSubscription,
  LeasedSubscription,
  LiveCount,
  NewSubscriptionEvent,
  Subscription,
  SubscriptionFilter,
  VendorState,
} from "./types";

/** Two minutes: longer than one reading at the vendor takes. */
const readingLeases = new LeasedTable("csp_subscription", 120);

/**
 * Subscriptions, their event histories and their return windows. The history is the truth that billing reads; the
 * subscription's own columns are its latest state, written in the same transaction.
 */
export default class SubscriptionModuleService extends readingService({ CspSubscription }) {
  /** Changes that somebody asked for. */
  readonly changes: ChangeRepository;
  /** Differences between the vendor and our books. */
  readonly findings: FindingRepository;
  /** Tenants whose subscriptions are listed. */
  readonly tenants: TenantReadingRepository;
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
    this.changes = new ChangeRepository(this.db);
    this.findings = new FindingRepository(this.db);
    this.tenants = new TenantReadingRepository(this.db, this.findings);
  }

  /**
   * Records that a subscription went live at the vendor, with its `started` event. Called again for the same order line
   * or vendor subscription it changes nothing and returns the one that stands.
   *
   * @throws MedusaError conflict when the order line and the vendor subscription belong to two different subscriptions.
   */
  async activate(input: ActivateSubscription): Promise<Subscription> {
    const id = await this.db.transaction(async (trx) => {
      const inserted: { id: string }[] = await trx("csp_subscription")
        .insert(newSubscriptionColumns(generateEntityId(undefined, "cspsub"), input))
        .onConflict()
        .ignore()
        .returning("id");
      const created = inserted[0];
      if (created === undefined) {
        return this.existing(trx, input);
      }
      const { quantity, terms, termEndsOn, startedOn } = input;
      const event = { type: "started", on: startedOn, quantity, terms, termEndsOn } as const;
      await appendToHistory(trx, created.id, event, `vendor:${input.vendorSubscriptionId}:started`);
      await replaceTranches(trx, created.id, input.vendorState.returnWindows);
      return created.id;
    });
    return this.retrieve(id);
  }

  /**
   * Adds an event to the history and moves the subscription's state with it. `sourceId` names what caused the event
   * (the vendor's operation, a change request); the same source is recorded once.
   *
   * @throws HistoryError when the event contradicts the history; MedusaError not_found.
   */
  async appendEvent(
    subscriptionId: string,
    event: NewSubscriptionEvent,
    sourceId: string,
    db: Knex = this.db,
  ): Promise<AppendResult> {
    return db.transaction((trx) => appendToHistory(trx, subscriptionId, event, sourceId));
  }

  /** Subscriptions with their whole histories, ordered by id; two queries whatever their number. */
  async listForBilling(filter: SubscriptionFilter): Promise<BillableSubscription[]> {
    const rows = await this.readRows(filter, BILLING_COLUMNS);
    const histories = await readHistories(
      this.db,
      rows.map((row) => row.id),
    );
    return rows.map((row) => ({
      id: row.id,
      companyId: row.company_id,
      orderId: row.order_id,
      orderLineId: row.order_line_id,
      planId: row.plan_id,
      title: row.title,
      skuTitle: row.sku_title,
      productId: row.product_id,
      variantId: row.variant_id,
      vendor: row.vendor,
      vendorSubscriptionId: row.vendor_subscription_id,
      status: row.status,
      isHeld: row.is_held,
      events: histories.get(row.id) ?? [],
    }));
  }

  /** Subscriptions as they are now, ordered by id. An empty filter lists nothing. */
  async list(filter: SubscriptionFilter): Promise<Subscription[]> {
    return this.withWindows(await this.readRows(filter));
  }

  /** @throws MedusaError not_found */
  async retrieve(id: string): Promise<Subscription> {
    const [subscription] = await this.list({ ids: [id] });
    if (!subscription) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${id} was not found.`);
    }
    return subscription;
  }

  /** What runs of each of these plans; a plan of which nothing runs is missing. One query. */
  async countLive(planIds: readonly string[]): Promise<Map<string, LiveCount>> {
    const rows: (LiveCount & { plan_id: string })[] = await this.db("csp_subscription")
      .select("plan_id", this.db.raw("count(*)::int as subscriptions, sum(quantity)::int as seats"))
      .whereRaw("plan_id = any(?)", [[...planIds]])
      .whereIn("status", ["active", "suspended"])
      .groupBy("plan_id");
    return new Map(rows.map(({ plan_id, subscriptions, seats }) => [plan_id, { subscriptions, seats }]));
  }

  async findByVendorId(vendor: string, vendorSubscriptionId: string): Promise<Subscription | null> {
    const rows: SubscriptionRow[] = await this.db("csp_subscription")
      .select(this.db.raw(SUBSCRIPTION_COLUMNS))
      .where({ vendor })
      // The vendor writes its ids in both cases of letters.
      .whereRaw("lower(vendor_subscription_id) = lower(?)", [vendorSubscriptionId]);
    return (await this.withWindows(rows))[0] ?? null;
  }

  /** Leases one subscription whose reading is due at `now`, or null. A dead worker's lease is taken over. */
  async leaseDueForSync(now: Date): Promise<LeasedSubscription | null> {
    return this.leaseWhere("t.next_sync_at <= :now", { now });
  }

  /** Leases this subscription for a reading out of turn, also when it is over; null while another worker reads it. */
  async leaseForSync(id: string): Promise<LeasedSubscription | null> {
    return this.leaseWhere("t.id = :id", { id });
  }

  /**
   * Mirrors the vendor's state, notes the differences of this reading, and gives the lease back. `nextSyncAt` is null when
   * it need not be read again. Differences are from our books as they were read: where those have moved since, nothing is
   * noted of them, and it is read again at once.
   */
  async finishSync(
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
      const changed: number = await readingLeases.held(trx, { id, token: leaseToken }).update({
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

  /**
   * Keeps what the customer wants at the end of the term.
   *
   * @param keptAt when the vendor's record was seen to be that; null: it is not, or not any more
   */
  async setEndWish(id: string, wish: EndWish, keptAt: Date | null, db: Knex = this.db): Promise<void> {
    await db("csp_subscription")
      .where({ id })
      .update({ end_wish: JSON.stringify(wish), end_wish_kept_at: keptAt });
  }

  /**
   * Subscriptions whose wish for the end of the term is not on the vendor's record, of which no change is open, and for
   * which nothing was written again since `triedBefore`.
   */
  async listWishesLost(triedBefore: Date, limit: number): Promise<Subscription[]> {
    const rows: SubscriptionRow[] = await this.db("csp_subscription as s")
      .select(this.db.raw(SUBSCRIPTION_COLUMNS))
      .whereNotNull("end_wish")
      .whereNull("end_wish_kept_at")
      .where({ status: "active" })
      .whereRaw(
        `not exists (select from csp_subscription_change c where c.subscription_id = s.id
           and (c.finished_at is null or (c.asked_as = 'system' and c.created_at > ?)))`,
        [triedBefore],
      )
      .orderBy("id")
      .limit(limit);
    return this.withWindows(rows);
  }

  /** Gives the lease back after a reading that failed. */
  async failSync(
    id: string,
    leaseToken: string,
    failure: { readonly problem: string; readonly now: Date; readonly nextSyncAt: Date },
  ): Promise<void> {
    await readingLeases.held(this.db, { id, token: leaseToken }).update({
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
  async putOffSync(id: string, leaseToken: string, nextSyncAt: Date): Promise<void> {
    await readingLeases.held(this.db, { id, token: leaseToken }).update({ ...RELEASED, next_sync_at: nextSyncAt });
  }

  /** Brings the next reading forward to `now`: the vendor has said that something changed. */
  async requestSync(id: string, now: Date, db: Knex = this.db): Promise<void> {
    await db("csp_subscription").where({ id }).where("next_sync_at", ">", now).update({ next_sync_at: now });
  }

  /** One transaction, in which an act and its line in the journal are written together, whichever module owns them. */
  inTransaction<T>(work: (trx: Knex) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  /** The earliest instant at which a subscription must be read at its vendor, or null. */
  async nextSyncAt(): Promise<Date | null> {
    return readingLeases.earliest(this.db, "next_sync_at");
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
    const { rows, token } = await readingLeases.take<SubscriptionRow>(this.db, {
      where: condition,
      bindings,
      orderBy: "t.next_sync_at, t.id",
      limit: 1,
      columns: SUBSCRIPTION_COLUMNS,
    });
    const row = rows[0];
    const [subscription] = await this.withWindows(rows);
    return row && subscription ? { subscription, leaseToken: token, failures: row.sync_failures } : null;
  }

  private async readRows(filter: SubscriptionFilter, columns = SUBSCRIPTION_COLUMNS): Promise<SubscriptionRow[]> {
    const { companyIds, ids, orderId } = filter;
    if (companyIds === undefined && ids === undefined && orderId === undefined) {
      return [];
    }
    const query = this.db("csp_subscription").select(this.db.raw(columns)).orderBy("id");
    if (companyIds !== undefined) {
      query.whereRaw("company_id = any(?)", [[...companyIds]]);
    }
    if (ids !== undefined) {
      query.whereIn("id", [...ids]);
    }
    if (orderId !== undefined) {
      query.where({ order_id: orderId });
    }
    return query;
  }

  private async withWindows(rows: readonly SubscriptionRow[]): Promise<Subscription[]> {
    const windows = await readTranches(
      this.db,
      rows.map((row) => row.id),
    );
    return rows.map((row) => subscriptionFromRow(row, windows.get(row.id) ?? []));
  }

  private async existing(trx: Knex.Transaction, input: ActivateSubscription): Promise<string> {
    const rows: Pick<SubscriptionRow, "id" | "order_line_id" | "vendor_subscription_id">[] = await trx(
      "csp_subscription",
    )
      .select("id", "order_line_id", "vendor_subscription_id")
      .where({ order_line_id: input.orderLineId })
      .orWhere({ vendor: input.vendor, vendor_subscription_id: input.vendorSubscriptionId });
    const [row] = rows;
    if (
      rows.length !== 1 ||
      row === undefined ||
      row.order_line_id !== input.orderLineId ||
      row.vendor_subscription_id !== input.vendorSubscriptionId
    ) {
      throw new MedusaError(
        MedusaError.Types.CONFLICT,
        `Order line ${input.orderLineId} and vendor subscription ${input.vendorSubscriptionId} do not belong together.`,
      );
    }
    return row.id;
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
