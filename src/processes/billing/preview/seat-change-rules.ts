import { addDays, dayInWords, type LocalDate } from "../../../domain/calendar";
import { returnableSeats } from "../../../domain/subscription";
import { InputError } from "../../../errors/input-error";
import { seatLimits } from "../../../modules/catalog";
import type { Subscription, SubscriptionStatus } from "../../../modules/subscription";

/** Why the seats of a subscription in this state stay as they are; the vendor refuses such changes. */
const FIXED: Readonly<Partial<Record<SubscriptionStatus, string>>> = {
  cancelled: "was cancelled; its seats can no longer be changed",
  ended: "has ended; its seats can no longer be changed",
  suspended: "is suspended; its seats can be changed when it is active again",
};

/**
 * Refuses a number of seats that the vendor would refuse. Seats can be added at any time up to the plan's limit; inside
 * a term only those can be given back whose return window is open.
 *
 * @param on the day from which the new number would count
 * @throws InputError naming `subscription` or `quantity`
 */
export function checkSeatChange(
  subscription: Subscription,
  quantity: number,
  { now, on }: { readonly now: Date; readonly on: LocalDate },
): void {
  const fixed =
    FIXED[subscription.status] ??
    (on >= subscription.termEndsOn ? "waits for its renewal; its seats can be changed when that has come" : undefined);
  if (fixed !== undefined) {
    throw InputError.of("subscription", fixed);
  }
  const { min, max } = seatLimits(subscription.vendorProductId, subscription.title, subscription.skuTitle);
  if (quantity < min) {
    throw InputError.of("quantity", `must be at least ${min}: this plan is not sold with fewer seats`);
  }
  if (quantity > max) {
    throw InputError.of("quantity", `must be at most ${max}: this plan is not sold with more seats`);
  }
  if (quantity === subscription.quantity) {
    throw InputError.of("quantity", `must differ from the ${quantity} you have`);
  }
  const least = subscription.quantity - returnableSeats(subscription.returnWindows, now);
  if (quantity < least) {
    const lastOn = dayInWords(addDays(subscription.termEndsOn, -1));
    throw InputError.of("quantity", `must be at least ${least}: the other seats are committed until ${lastOn}`);
  }
}
