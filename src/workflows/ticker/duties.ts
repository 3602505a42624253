import type { Duty } from "./duty";

/**
 * All work that comes due with time, in the order a purchase needs it: what the world told us, checkouts, vendor
 * orders, then invoices and charges.
 */
export const duties: readonly Duty[] = [];
