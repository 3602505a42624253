import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { readHistory, type SubscriptionEvent, type TermSpan } from "../../domain/subscription";
import { EVENT_COLUMNS, type EventRow, eventData, eventFromRow } from "./event-rows";
import type { AppendResult, NewSubscriptionEvent } from "./types";

/** Histories of many subscriptions in one query, each in its own order. */
export async function readHistories(
  db: Knex,
  subscriptionIds: readonly string[],
): Promise<Map<string, SubscriptionEvent[]>> {
  const histories = new Map<string, SubscriptionEvent[]>(subscriptionIds.map((id) => [id, []]));
  const rows: EventRow[] = await db("csp_subscription_event")
    .select(db.raw(EVENT_COLUMNS))
    .whereRaw("subscription_id = any(?)", [[...subscriptionIds]])
    .orderBy(["subscription_id", "sequence"]);
  for (const row of rows) {
    histories.get(row.subscription_id)?.push(eventFromRow(row));
  }
  return histories;
}

/**
 * Adds an event to a history and moves the subscription's current state with it, in the caller's transaction. The row
 * lock makes two writers wait for each other, so the sequence has no holes and no doubles.
 *
 * @throws HistoryError when the event contradicts the history; MedusaError not_found.
 */
export async function appendToHistory(
  trx: Knex.Transaction,
  subscriptionId: string,
  event: NewSubscriptionEvent,
  sourceId: string,
): Promise<AppendResult> {
  const owner = await trx("csp_subscription").where({ id: subscriptionId }).forUpdate().first("id");
  if (owner === undefined) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${subscriptionId} was not found.`);
  }
  const rows: EventRow[] = await trx("csp_subscription_event")
    .select(trx.raw(EVENT_COLUMNS))
    .where({ subscription_id: subscriptionId })
    .orderBy("sequence");
  const known = rows.find((row) => row.source_id === sourceId);
  if (known) {
    return { appended: false, event: eventFromRow(known) };
  }
  const row: EventRow = {
    id: generateEntityId(undefined, "cspse"),
    subscription_id: subscriptionId,
    sequence: (rows.at(-1)?.sequence ?? 0) + 1,
    source_id: sourceId,
    type: event.type,
    on_date: event.on,
    data: eventData(event),
  };
  const appended = eventFromRow(row);
  const { spans } = readHistory([...rows.map(eventFromRow), appended]);
  await trx("csp_subscription_event").insert({ ...row, data: JSON.stringify(row.data) });
  await trx("csp_subscription")
    .where({ id: subscriptionId })
    .update({ ...currentState(event), ...seatsNow(spans.at(-1)) });
  return { appended: true, event: appended };
}

/** The seats of the latest term: an event that became known late may be about a term before. */
function seatsNow(latest: TermSpan | undefined): Record<string, unknown> {
  return latest === undefined ? {} : { quantity: latest.changes.at(-1)?.to ?? latest.openingQuantity };
}

/** The columns of the subscription that an event changes, besides its seats. */
function currentState(event: NewSubscriptionEvent): Record<string, unknown> {
  switch (event.type) {
    case "started":
    case "renewed":
    case "extended":
      return {
        term: event.terms.term,
        billing_plan: event.terms.billingPlan,
        currency: event.terms.currency,
        unit_term_price: event.terms.unitTermPrice,
        price_version: event.terms.priceVersion,
        term_started_on: event.on,
        term_ends_on: event.termEndsOn,
        // What was wanted, and reminded of, was the end of the term before.
        end_wish: null,
        end_wish_kept_at: null,
        reminded_days: null,
      };
    case "quantity_changed":
      return {};
    case "cancelled":
      // The next reading stays due until the one under way is finished: only then is known that billing was told.
      return { status: "cancelled" };
    case "ended":
      return { status: "ended" };
  }
}
