import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { isFree, LeasedTable, RELEASED } from "../../database";
import type { RefusedBy } from "../../domain/states";
import * as turns from "./cart-turns";
import { attemptColumns, type CheckoutRow, checkoutFromRow } from "./checkout-rows";
import type {
  Announcement,
  Checkout,
  LeaseResult,
  OpenCheckout,
  PageRequest,
  PaymentPage,
  RequestedPage,
} from "./types";

/**
 * Longer than opening a payment page or completing a cart takes when each of its calls is answered only at the last of all
 * its tries. A process that died is not waited for so long: its leases end by themselves.
 */
const checkoutLeases = new LeasedTable("csp_checkout", 900);

/** How soon a page is looked at when neither the customer nor the card processor has come back by themselves. */
const FIRST_CHECK_MS = 2 * 60_000;

/** A row is due for the sweep until it has an order, and from then on until the order was announced. */
const UNFINISHED = "order_id is null";
const ORDERED = "order_id is not null";

/**
 * One row per cart on its way to an order. The row is the meeting point of everything that can finish a purchase (the
 * customer's return, the card processor's event, the sweep): who holds its lease works, and `order_id` is set once.
 */
export default class CheckoutService {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /** @throws MedusaError not_found */
  async retrieve(id: string): Promise<Checkout> {
    const checkout = await this.readOne({ id });
    if (!checkout) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Checkout ${id} was not found.`);
    }
    return checkout;
  }

  /** The checkout if it belongs to the company, else null. */
  async find(id: string, companyId: string): Promise<Checkout | null> {
    return this.readOne({ id, company_id: companyId });
  }

  async findByCart(cartId: string): Promise<Checkout | null> {
    return this.readOne({ cart_id: cartId });
  }

  async findByStripeSession(stripeSessionId: string): Promise<Checkout | null> {
    return this.readOne({ stripe_session_id: stripeSessionId });
  }

  async findByOrder(orderId: string): Promise<Checkout | null> {
    return this.readOne({ order_id: orderId });
  }

  /** The checkout whose card was authorised with this payment. */
  async findByPaymentIntent(paymentIntentId: string): Promise<Checkout | null> {
    return this.readOne({ payment_intent_id: paymentIntentId });
  }

  /** The buyer's own number of each of these orders that was placed under one. */
  async orderNumbers(orderIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db("csp_checkout")
      .whereRaw("order_id = any(?)", [[...orderIds]])
      .whereNotNull("po_number")
      .select<{ order_id: string; po_number: string }[]>("order_id", "po_number");
    return new Map(rows.map((row) => [row.order_id, row.po_number]));
  }

  /** True while a card of the company is authorised for an order that is being placed. */
  async isOrdering(companyId: string): Promise<boolean> {
    const row = await this.db("csp_checkout").where({ company_id: companyId, state: "authorised" }).first("id");
    return row !== undefined;
  }

  /**
   * Opens a payment attempt for a cart and leases the row: the first one inserts it, later ones reuse it with the next
   * attempt number. An authorised or ordered row is never reopened.
   *
   * @param db the connection or transaction to write with
   * @returns busy when another request holds the row, or when it can no longer be reopened.
   */
  async beginAttempt(open: OpenCheckout, now: Date, db: Knex = this.db): Promise<LeaseResult> {
    const token = randomUUID();
    const columns = { ...attemptColumns(open, now), ...checkoutLeases.taken(this.db, token) };
    const rows: CheckoutRow[] = await db("csp_checkout")
      .insert({ id: generateEntityId(undefined, "cspchk"), cart_id: open.cartId, created_at: now, ...columns })
      .onConflict("cart_id")
      .merge({ ...columns, attempt: this.db.raw("csp_checkout.attempt + 1") })
      .whereRaw("csp_checkout.state not in ('ordered', 'authorised')")
      .whereRaw(isFree("csp_checkout"))
      .returning("*");
    if (rows[0]) {
      checkoutLeases.keep(this.db, token, [rows[0].id]);
      return { outcome: "leased", checkout: checkoutFromRow(rows[0]), token };
    }
    const existing = await this.findByCart(open.cartId);
    return existing?.orderId ? { outcome: "ordered", checkout: existing } : { outcome: "busy" };
  }

  /**
   * Writes down what the attempt's card page is to show. The lease's token is the handle by which the payment provider
   * finds it: nobody else has it, and it is worth nothing once the lease is given back.
   */
  async requestPage(id: string, token: string, page: PageRequest): Promise<void> {
    await this.changeLeased(id, token, { page_request: JSON.stringify(page) });
  }

  /** The page that is asked for under this handle; null for any other handle. */
  async findRequestedPage(handle: string): Promise<RequestedPage | null> {
    const row = await this.db("csp_checkout")
      .where({ lease_token: handle })
      .whereNotNull("page_request")
      .whereRaw(`not ${isFree()}`)
      .first<(CheckoutRow & { page_request: PageRequest }) | undefined>();
    return row ? { checkout: checkoutFromRow(row), page: row.page_request } : null;
  }

  /** Stores the payment page of the attempt under lease and gives the lease back. */
  async attachPage(id: string, token: string, page: PaymentPage, now: Date): Promise<Checkout> {
    const columns = {
      payment_collection_id: page.paymentCollectionId,
      payment_session_id: page.paymentSessionId,
      stripe_session_id: page.stripeSessionId,
      redirect_url: page.redirectUrl,
      page_request: null,
      next_check_at: new Date(now.getTime() + FIRST_CHECK_MS),
      updated_at: now,
    };
    return this.changeLeased(id, token, { ...columns, ...RELEASED });
  }

  /** Leases a checkout to complete it. It is due from `now`, so that the sweep takes it up when its holder dies. */
  async lease(id: string, now: Date): Promise<LeaseResult> {
    const { rows, token } = await checkoutLeases.take<CheckoutRow>(this.db, {
      where: "t.id = :id and t.order_id is null",
      bindings: { id, now },
      orderBy: "t.id",
      limit: 1,
      columns: "csp_checkout.*",
      set: "next_check_at = case when next_check_at > :now then :now else next_check_at end",
    });
    if (rows[0]) {
      return { outcome: "leased", checkout: checkoutFromRow(rows[0]), token };
    }
    const checkout = await this.retrieve(id);
    return checkout.orderId ? { outcome: "ordered", checkout } : { outcome: "busy" };
  }

  /** Notes that the card is authorised; keeps the lease. The first instant stays. */
  async markAuthorised(id: string, token: string, paymentIntentId: string, now: Date): Promise<Checkout> {
    return this.changeLeased(id, token, {
      state: "authorised",
      payment_intent_id: paymentIntentId,
      authorised_at: this.db.raw("coalesce(authorised_at, ?)", [now]),
      next_check_at: now,
      updated_at: now,
    });
  }

  /** Sets the order, once and for ever, and gives the lease back. What is left to do is to announce it. */
  async markOrdered(id: string, token: string, orderId: string, now: Date): Promise<Checkout> {
    const columns = { state: "ordered", order_id: orderId, ordered_at: now, next_check_at: now, updated_at: now };
    return this.changeLeased(id, token, { ...columns, tries: 0, last_error: null, ...RELEASED });
  }

  /** Ordered checkouts whose customer has not been told that the order came in, oldest first. */
  async listUnmailed(limit: number): Promise<Checkout[]> {
    const rows: CheckoutRow[] = await this.db("csp_checkout")
      .whereRaw(`${ORDERED} and not received_mailed`)
      .orderBy(["ordered_at", "id"])
      .limit(limit);
    return rows.map(checkoutFromRow);
  }

  /** Notes that the customer was told that the order came in. */
  async markMailed(id: string): Promise<void> {
    await this.db("csp_checkout").where({ id }).update({ received_mailed: true });
  }

  /** Ordered checkouts whose announcement is due at `now`, earliest first. @returns their ids */
  async listUnannounced(now: Date, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.db("csp_checkout")
      .where("next_check_at", "<=", now)
      .whereRaw(`${ORDERED} and ${isFree()}`)
      .orderBy(["next_check_at", "id"])
      .limit(limit)
      .select("id");
    return rows.map((row) => row.id);
  }

  /** The earliest instant at which an ordered checkout wants to be announced, or null. */
  async nextAnnouncementAt(): Promise<Date | null> {
    return checkoutLeases.earliest(this.db, "next_check_at", ORDERED);
  }

  /**
   * Leases an ordered checkout whose announcement is due at `now`; null when it was announced, is being announced by
   * somebody else, or has just failed and is to wait.
   */
  async leaseUnannounced(id: string, now: Date): Promise<Announcement | null> {
    const { rows, token } = await checkoutLeases.take<CheckoutRow & { tries: number }>(this.db, {
      where: `t.id = :id and t.${ORDERED} and t.next_check_at <= :now`,
      bindings: { id, now },
      orderBy: "t.id",
      limit: 1,
      columns: "csp_checkout.*",
    });
    return rows[0] ? { checkout: checkoutFromRow(rows[0]), token, tries: rows[0].tries } : null;
  }

  /** Notes that the order was announced; nothing is left to do. Without effect once the lease was lost. */
  async markAnnounced(id: string, token: string): Promise<void> {
    const columns = { next_check_at: null, last_error: null };
    await checkoutLeases.held(this.db, { id, token }).update({ ...columns, ...RELEASED });
  }

  /**
   * Closes an attempt without an order, because it ran out or no order could be made of it: that is nobody's refusal. A
   * later attempt for the same cart may reopen the row.
   */
  async close(id: string, token: string, state: "expired" | "failed", reason: string, now: Date): Promise<Checkout> {
    const closed = { state, closed_reason: reason, refused_by: "nobody" satisfies RefusedBy };
    const columns = { ...closed, redirect_url: null, next_check_at: null, updated_at: now };
    return this.changeLeased(id, token, { ...columns, ...RELEASED });
  }

  /** Gives the lease back; the row is looked at again at `nextCheckAt`. An error is counted and kept for the admin. */
  async release(id: string, token: string, nextCheckAt: Date, error?: string): Promise<void> {
    const failure = error ? { last_error: error.slice(0, 500), tries: this.db.raw("tries + 1") } : {};
    await checkoutLeases.held(this.db, { id, token }).update({ next_check_at: nextCheckAt, ...failure, ...RELEASED });
  }

  /** Sets when an unfinished checkout is looked at again; without effect while someone holds its lease. */
  async scheduleCheck(id: string, at: Date): Promise<void> {
    await this.db("csp_checkout")
      .where({ id })
      .whereNotNull("next_check_at")
      .whereRaw(`${UNFINISHED} and ${isFree()}`)
      .update({ next_check_at: at });
  }

  /** Keeps why the customer's last try on the open page failed, and whose doing it was; null when there is nothing. */
  async noteDecline(id: string, decline: { readonly reason: string; readonly by: RefusedBy } | null): Promise<void> {
    const columns = { decline_reason: decline?.reason ?? null, refused_by: decline?.by ?? null };
    await this.db("csp_checkout").where({ id, state: "open" }).update(columns);
  }

  /** How often completing has failed so far, and with what. */
  async progress(id: string): Promise<{ tries: number; lastError: string | null }> {
    const row = await this.db("csp_checkout")
      .where({ id })
      .first<{ tries: number; last_error: string | null } | undefined>("tries", "last_error");
    return { tries: row?.tries ?? 0, lastError: row?.last_error ?? null };
  }

  /** Orders of a company, newest first. */
  async listOrdered(companyId: string): Promise<Checkout[]> {
    const rows: CheckoutRow[] = await this.db("csp_checkout")
      .where({ company_id: companyId, state: "ordered" })
      .orderBy("ordered_at", "desc");
    return rows.map(checkoutFromRow);
  }

  /** Unfinished checkouts due for another look at `now`, earliest first. */
  async listDue(now: Date, limit: number): Promise<(Checkout & { readonly tries: number })[]> {
    const rows: (CheckoutRow & { tries: number })[] = await this.db("csp_checkout")
      .where("next_check_at", "<=", now)
      .whereRaw(`${UNFINISHED} and ${isFree()}`)
      .orderBy(["next_check_at", "id"])
      .limit(limit);
    return rows.map((row) => ({ ...checkoutFromRow(row), tries: row.tries }));
  }

  /** The earliest instant at which an unfinished checkout that nobody holds wants a look, or null. */
  async nextDueAt(): Promise<Date | null> {
    return checkoutLeases.earliest(this.db, "next_check_at", UNFINISHED);
  }

  /** Takes the turn of changing a cart. @returns the token to end it with; null while somebody else has it */
  async takeCartTurn(cartId: string): Promise<string | null> {
    return turns.takeTurn(this.db, cartId);
  }

  /** Ends a turn; without effect once it was lost. */
  async endCartTurn(cartId: string, token: string): Promise<void> {
    await turns.endTurn(this.db, cartId, token);
  }

  /** What was asked for under this key when it was done to the cart; null when nothing was. */
  async cartChangeUnder(cartId: string, key: string): Promise<string | null> {
    return turns.changeUnder(this.db, cartId, key);
  }

  /** Notes that a change of the cart was made under a key. Only the holder of the cart's turn calls it. */
  async noteCartChange(change: Parameters<typeof turns.noteChange>[1]): Promise<void> {
    await turns.noteChange(this.db, change);
  }

  private async readOne(where: Record<string, string>): Promise<Checkout | null> {
    const row = await this.db("csp_checkout").where(where).first<CheckoutRow | undefined>();
    return row ? checkoutFromRow(row) : null;
  }

  /** @throws MedusaError conflict when the lease was lost: another worker answers for the row now. */
  private async changeLeased(id: string, token: string, columns: Record<string, unknown>): Promise<Checkout> {
    const rows: CheckoutRow[] = await checkoutLeases.held(this.db, { id, token }).update(columns).returning("*");
    if (!rows[0]) {
      throw new MedusaError(MedusaError.Types.CONFLICT, `Checkout ${id} was taken over by another worker.`);
    }
    return checkoutFromRow(rows[0]);
  }
}
