import { type ProductKind, RULES } from "../catalog/product-kind";
import type { Subscription, Tranche } from "../state";

/** Until when what was bought, or renewed, at `start` can be given back: seven days of 24 hours for a licence. */
export const windowEnd = (start: Date, kind: ProductKind): string =>
  new Date(start.getTime() + RULES[kind].windowHours * 3_600_000).toISOString();

/** Tranches whose window is still open. */
export const openTranches = (subscription: Subscription, now: Date): Tranche[] =>
  subscription.tranches.filter((tranche) => tranche.quantity > 0 && Date.parse(tranche.allowedUntil) > now.getTime());

export const refundableSeats = (subscription: Subscription, now: Date): number =>
  openTranches(subscription, now).reduce((total, tranche) => total + tranche.quantity, 0);

/** Adds a tranche with its own window. */
export function addSeats(subscription: Subscription, count: number, now: Date): void {
  subscription.tranches.push({ quantity: count, allowedUntil: windowEnd(now, subscription.kind) });
  subscription.quantity += count;
}

/** Takes seats from open tranches, the newest first. The caller has checked that there are enough. */
export function removeSeats(subscription: Subscription, count: number, now: Date): void {
  let left = count;
  for (const tranche of openTranches(subscription, now).reverse()) {
    const taken = Math.min(left, tranche.quantity);
    tranche.quantity -= taken;
    left -= taken;
  }
  subscription.tranches = subscription.tranches.filter((tranche) => tranche.quantity > 0);
  subscription.quantity -= count;
}
