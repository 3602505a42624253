import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import type { VendorCartRecord, VendorOrderRecord } from "./types";

type VendorOrderRow = {
  order_id: string;
  vendor: string;
  generation: number;
  cart_request_id: string;
  cart_id: string | null;
  cart_created_at: Date | null;
  checkout_request_id: string;
  checkout_begun: boolean;
  lines: unknown;
  refused: unknown;
  vendor_order_ids: string[];
};

const table = "csp_vendor_order";

const linesSchema = z.array(
  z.object({
    orderLineId: z.string(),
    cartLineId: z.number().int(),
    catalogItemId: z.string(),
    quantity: z.number().int(),
    term: z.string(),
    orderGroup: z.string(),
  }),
);

const refusedSchema = z.array(
  z.object({ orderLineId: z.string(), code: z.string(), reason: z.string(), detail: z.string() }),
);

function recordFromRow(row: VendorOrderRow): VendorOrderRecord {
  const cart =
    row.cart_id === null || row.cart_created_at === null
      ? null
      : {
          cartId: row.cart_id,
          createdAt: row.cart_created_at.toISOString(),
          lines: linesSchema.parse(row.lines),
          refused: refusedSchema.parse(row.refused),
          checkoutRequestId: row.checkout_request_id,
        };
  return {
    orderId: row.order_id,
    vendor: row.vendor,
    generation: row.generation,
    cartRequestId: row.cart_request_id,
    cart,
    checkoutBegun: row.checkout_begun,
    vendorOrderIds: row.vendor_order_ids,
  };
}

/** The order's current generation; the first one is started when there is none. */
export async function currentVendorOrder(db: Knex, orderId: string, vendor: string): Promise<VendorOrderRecord> {
  await db(table)
    .insert(newGeneration(orderId, vendor, 1))
    .onConflict()
    .ignore();
  const row = await db(table).where({ order_id: orderId }).whereNot({ state: "abandoned" }).first<VendorOrderRow>();
  if (row === undefined) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, `Order ${orderId} has no open vendor order.`);
  }
  return recordFromRow(row);
}

/** Stores the vendor's cart. Must have committed before the cart is checked out. */
export async function storeCart(
  db: Knex,
  orderId: string,
  generation: number,
  cart: VendorCartRecord,
): Promise<VendorOrderRecord> {
  return changeOpen(db, orderId, generation, {
    cart_id: cart.cartId,
    cart_created_at: cart.createdAt,
    lines: JSON.stringify(cart.lines),
    refused: JSON.stringify(cart.refused),
  });
}

export async function markCheckoutBegun(db: Knex, orderId: string, generation: number): Promise<void> {
  await changeOpen(db, orderId, generation, { checkout_begun: true });
}

/** A definite answer came: the next checkout call gets a new request id. */
export async function renewCheckoutRequest(db: Knex, orderId: string, generation: number): Promise<void> {
  await changeOpen(db, orderId, generation, { checkout_request_id: randomUUID() });
}

/** Closes a generation that cannot become an order any more and opens the next one. */
export async function abandonVendorOrder(
  db: Knex,
  orderId: string,
  generation: number,
  why: string,
): Promise<VendorOrderRecord> {
  return db.transaction(async (trx) => {
    const closed = await changeOpen(trx, orderId, generation, { state: "abandoned", abandoned_because: why });
    const rows: VendorOrderRow[] = await trx(table)
      .insert(newGeneration(orderId, closed.vendor, generation + 1))
      .returning("*");
    return recordFromRow(one(rows, orderId));
  });
}

/** Keeps the ids of the vendor's orders. Writing the same ids again changes nothing. */
export async function storePlaced(db: Knex, orderId: string, vendorOrderIds: readonly string[]): Promise<void> {
  await db(table)
    .where({ order_id: orderId })
    .whereNot({ state: "abandoned" })
    .update({ state: "placed", vendor_order_ids: [...vendorOrderIds] });
}

/** Of these ids, those that belong to an order of ours. */
export async function knownVendorOrders(db: Knex, vendor: string, ids: readonly string[]): Promise<Set<string>> {
  const rows: { vendor_order_ids: string[] }[] = await db(table)
    .select("vendor_order_ids")
    .where({ vendor })
    .whereRaw("vendor_order_ids && ?::text[]", [[...ids]]);
  return new Set(rows.flatMap((row) => row.vendor_order_ids));
}

/** Orders of ours that the vendor is still working on for this vendor order or tenant. */
export async function ordersOfVendorOrder(db: Knex, vendor: string, vendorOrderId: string): Promise<string[]> {
  const rows: { order_id: string }[] = await db(table)
    .select("order_id")
    .where({ vendor })
    .whereRaw("vendor_order_ids @> ?::text[]", [[vendorOrderId]]);
  return rows.map((row) => row.order_id);
}

function newGeneration(orderId: string, vendor: string, generation: number): Record<string, unknown> {
  return {
    order_id: orderId,
    vendor,
    generation,
    state: "open",
    cart_request_id: randomUUID(),
    checkout_request_id: randomUUID(),
  };
}

async function changeOpen(
  db: Knex,
  orderId: string,
  generation: number,
  columns: Record<string, unknown>,
): Promise<VendorOrderRecord> {
  const rows: VendorOrderRow[] = await db(table)
    .where({ order_id: orderId, generation })
    .whereNot({ state: "abandoned" })
    .update(columns)
    .returning("*");
  return recordFromRow(one(rows, orderId));
}

function one<T>(rows: readonly T[], orderId: string): T {
  const [row] = rows;
  if (row === undefined) {
    throw new MedusaError(MedusaError.Types.CONFLICT, `Order ${orderId}: another worker has gone on with it.`);
  }
  return row;
}
