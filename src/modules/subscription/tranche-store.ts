import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { ReturnWindow } from "../../domain/subscription";
import { type SubscriptionRow, subscriptionFromRow } from "./subscription-rows";
import type { Subscription } from "./types";

type TrancheRow = { subscription_id: string; returnable_until: Date; quantity: number };

/** Return windows of many subscriptions, earliest end first. */
async function readTranches(db: Knex, subscriptionIds: readonly string[]): Promise<Map<string, ReturnWindow[]>> {
  const windows = new Map<string, ReturnWindow[]>(subscriptionIds.map((id) => [id, []]));
  const rows: TrancheRow[] = await db("csp_seat_tranche")
    .whereIn("subscription_id", [...subscriptionIds])
    .orderBy(["subscription_id", "returnable_until"]);
  for (const row of rows) {
    windows.get(row.subscription_id)?.push({ quantity: row.quantity, until: row.returnable_until });
  }
  return windows;
}

/**
 * Replaces the windows by the vendor's. The vendor's list is the whole truth: a batch that it no longer names can no
 * longer be returned, whatever we had counted.
 */
export async function replaceTranches(
  trx: Knex.Transaction,
  subscriptionId: string,
  windows: readonly ReturnWindow[],
): Promise<void> {
  await trx("csp_seat_tranche").where({ subscription_id: subscriptionId }).delete();
  const byEnd = new Map<number, number>();
  for (const window of windows) {
    const end = window.until.getTime();
    byEnd.set(end, (byEnd.get(end) ?? 0) + window.quantity);
  }
  const rows = [...byEnd]
    .filter(([, quantity]) => quantity > 0)
    .map(([end, quantity]) => ({ subscription_id: subscriptionId, returnable_until: new Date(end), quantity }));
  if (rows.length > 0) {
    await trx("csp_seat_tranche").insert(rows);
  }
}

/** Subscriptions of these rows with the windows they have; one query more, whatever their number. */
export async function withWindows(db: Knex, rows: readonly SubscriptionRow[]): Promise<Subscription[]> {
  const windows = await readTranches(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => subscriptionFromRow(row, windows.get(row.id) ?? []));
}
