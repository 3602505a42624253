import {
  done,
  type PlacedLookUp,
  type PlacedOrder,
  type PlacedOrderQuery,
  pending,
  type VendorOutcome,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { CartNotes } from "./cart-notes";
import { failureFrom } from "./failure";
import { findOrdersOfCart } from "./find-orders";

/** Microsoft says that an order may take a quarter of an hour to become visible; asked after twice that, it is not there. */
const VISIBLE_WITHIN_MS = 30 * 60_000;

/**
 * Whether the vendor has sold anything for an order whose placing stands. Without a cart that was sent to checkout
 * nothing can have been sold. Otherwise the vendor's orders are read, and only long after the last call is it certain
 * that none will appear.
 */
export async function findPlaced(
  client: PartnerCenterClient,
  query: PlacedOrderQuery,
): Promise<VendorOutcome<PlacedLookUp>> {
  try {
    if ((await query.notes.load()).notes === null) {
      return done({ placed: "nothing" });
    }
    const notes = await CartNotes.open(query.notes);
    if (notes.cart === null || !notes.checkoutBegun) {
      return done({ placed: "nothing" });
    }
    const found = await findOrdersOfCart(client, query.vendorTenantId, notes.cart, notes);
    if (found.kind === "found") {
      return done({ placed: "something", detail: detailOf(found.outcome) });
    }
    const waitMs = query.lastAskedAt.getTime() + VISIBLE_WITHIN_MS - query.now.getTime();
    return waitMs > 0
      ? pending("Microsoft shows no order of it, and may need half an hour to show one", waitMs)
      : done({ placed: "nothing" });
  } catch (error) {
    return failureFrom(error);
  }
}

function detailOf(outcome: VendorOutcome<PlacedOrder>): string {
  if (outcome.kind === "done") {
    return `Microsoft's order ${outcome.value.orders.map((order) => order.vendorOrderId).join(", ")}`;
  }
  return outcome.detail;
}
