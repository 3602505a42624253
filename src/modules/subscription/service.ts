import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { readingService } from "../../database";
import type { EndWish } from "../../domain/subscription";
import { ChangeRepository } from "./change-store";
import { FindingRepository } from "./finding-store";
import { appendToHistory, readHistories } from "./history-store";
import { CspSubscription } from "./models/subscription";
import { ReadingRepository } from "./reading-store";
import { RenewalRepository } from "./renewal-store";
import {
  BILLING_COLUMNS,
  newSubscriptionColumns,
  SUBSCRIPTION_COLUMNS,
  type SubscriptionRow,
} from "./subscription-rows";
import { TenantReadingRepository } from "./tenant-reading-store";
import { replaceTranches, withWindows } from "./tranche-store";
import type {
  ActivateSubscription,
  AppendResult,
  BillableSubscription,
  LiveCount,
  NewSubscriptionEvent,
  Subscription,
  SubscriptionFilter,
} from "./types";

/**
 * Subscriptions, their event histories and their return windows. The history is the truth that billing reads; the
 * subscription's own columns are its latest state, written in the same transaction.
 */
export default class SubscriptionModuleService extends readingService({ CspSubscription }) {
  /** Changes that somebody asked for. */
  readonly changes: ChangeRepository;
  /** Differences between the vendor and our books. */
  readonly findings: FindingRepository;
  /** Readings at the vendor, and what they leave. */
  readonly readings: ReadingRepository;
  /** The end of terms: what is said about it, and what was reminded of. */
  readonly renewals: RenewalRepository;
  /** Tenants whose subscriptions are listed. */
  readonly tenants: TenantReadingRepository;
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
    this.changes = new ChangeRepository(this.db);
    this.findings = new FindingRepository(this.db);
    this.readings = new ReadingRepository(this.db, this.findings);
    this.renewals = new RenewalRepository(this.db);
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
    return withWindows(this.db, await this.readRows(filter));
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
    return (await withWindows(this.db, rows))[0] ?? null;
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
    return withWindows(this.db, rows);
  }

  /** One transaction, in which an act and its line in the journal are written together, whichever module owns them. */
  inTransaction<T>(work: (trx: Knex) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
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
