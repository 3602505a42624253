import type { MedusaContainer } from "@medusajs/framework/types";
import { SHORTEST_HOLD_MS } from "../../../domain/receivables";
import type { Invoice } from "../../../modules/billing";
import { CHECKOUT_MODULE } from "../../../modules/checkout";

/**
 * Whether an order's authorisation is so old that the card may have let it lapse by itself. One that is gone earlier was
 * released by somebody. An order without a checkout of ours has no known age, and counts as old.
 */
export async function isHoldLapsed(container: MedusaContainer, invoice: Invoice, now: Date): Promise<boolean> {
  const checkout = invoice.orderId ? await container.resolve(CHECKOUT_MODULE).findByOrder(invoice.orderId) : null;
  const heldSince = checkout?.authorisedAt ?? null;
  return heldSince === null || now.getTime() - heldSince.getTime() >= SHORTEST_HOLD_MS;
}
