import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MedusaError } from "@medusajs/framework/utils";
import type { NotesPage, SaveNotes } from "./types";

const TABLE = "csp_vendor_order";

/** The adapter's notes about the order; nothing was noted at revision 0. */
export async function loadNotes(db: Knex, orderId: string): Promise<NotesPage> {
  const row = await db(TABLE).where({ order_id: orderId }).first<NotesPage | undefined>("notes", "revision");
  return row ?? { notes: null, revision: 0 };
}

/**
 * Replaces the notes of a revision; the first ones are written over revision 0. Of two workers that read the same
 * revision one comes through.
 *
 * @returns the new revision
 * @throws MedusaError conflict when another worker has saved meanwhile
 */
export async function saveNotes(db: Knex, save: SaveNotes): Promise<number> {
  const { orderId, vendor, revision, reference } = save;
  const columns = { notes: JSON.stringify(save.notes), reference, revision: revision + 1 };
  const rows: unknown[] =
    revision === 0
      ? await db(TABLE)
          .insert({ order_id: orderId, vendor, state: "open", ...columns })
          .onConflict("order_id")
          .ignore()
          .returning("revision")
      : await db(TABLE).where({ order_id: orderId, vendor, revision }).update(columns).returning("revision");
  if (rows.length === 0) {
    throw new MedusaError(MedusaError.Types.CONFLICT, `Order ${orderId}: another worker has gone on with it.`);
  }
  return revision + 1;
}

/** Keeps the ids of the vendor's orders. Writing the same ids again changes nothing. */
export async function storePlaced(db: Knex, orderId: string, vendorOrderIds: readonly string[]): Promise<void> {
  await db(TABLE)
    .where({ order_id: orderId })
    .update({ state: "placed", vendor_order_ids: [...vendorOrderIds] });
}

/** Of these ids, those that belong to an order of ours. */
export async function knownVendorOrders(db: Knex, vendor: string, ids: readonly string[]): Promise<Set<string>> {
  const rows: { vendor_order_ids: string[] }[] = await db(TABLE)
    .select("vendor_order_ids")
    .where({ vendor })
    .whereRaw("vendor_order_ids && ?::text[]", [[...ids]]);
  return new Set(rows.flatMap((row) => row.vendor_order_ids));
}

/** Orders of ours that this vendor order carries. */
export async function ordersOfVendorOrder(db: Knex, vendor: string, vendorOrderId: string): Promise<string[]> {
  const rows: { order_id: string }[] = await db(TABLE)
    .select("order_id")
    .where({ vendor })
    .whereRaw("vendor_order_ids @> ?::text[]", [[vendorOrderId]]);
  return rows.map((row) => row.order_id);
}
