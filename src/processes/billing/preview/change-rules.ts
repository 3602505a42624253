import { addDays, dayInWords, type LocalDate } from "../../../domain/calendar";
import { isWishOnRecord, lockedFrom, returnableSeats, safeUntil } from "../../../domain/subscription";
import { InputError } from "../../../errors/input-error";
import { seatLimits } from "../../../modules/catalog";
import type { ChangeWanted, Subscription, SubscriptionStatus } from "../../../modules/subscription";

/** Why a subscription in this state stays as it is; the vendor refuses changes of it. */
const FIXED: Readonly<Partial<Record<SubscriptionStatus, string>>> = {
  cancelled: "was cancelled; it can no longer be changed",
  ended: "has ended; it can no longer be changed",
  suspended: "is suspended; it can be changed when it is active again",
};

/** What is asked about, and when: `on` is the vendor's day (UTC) of `now`. */
type Asked = { readonly now: Date; readonly on: LocalDate };

/**
 * Refuses a change that the vendor would refuse, with the reason in the customer's words. Windows count as closed an hour
 * before the vendor closes them.
 *
 * @throws InputError naming `subscription`, `quantity` or `outcome`
 */
export function checkChange(subscription: Subscription, wanted: ChangeWanted, asked: Asked): void {
  checkState(subscription, asked);
  switch (wanted.kind) {
    case "seats":
      checkSeats(subscription, wanted.quantity, asked.now);
      break;
    case "cancel":
      checkCancel(subscription, asked.now);
      break;
    case "renewal":
      checkRenewal(subscription, wanted);
      break;
  }
}

function checkState({ status, termEndsOn }: Subscription, { now, on }: Asked): void {
  const fixed =
    FIXED[status] ??
    (on >= termEndsOn ? "waits for its renewal; it can be changed when that has come" : undefined) ??
    (now >= lockedFrom(termEndsOn)
      ? "is renewed within a day; it can be changed again when its new term has begun"
      : undefined);
  if (fixed !== undefined) {
    throw InputError.of("subscription", fixed);
  }
}

function checkSeats(subscription: Subscription, quantity: number, now: Date): void {
  checkLimits(subscription, quantity);
  if (quantity === subscription.quantity) {
    throw InputError.of("quantity", `must differ from the ${quantity} you have`);
  }
  const windows = subscription.returnWindows.map((one) => ({ ...one, until: safeUntil(one.until) }));
  const least = subscription.quantity - returnableSeats(windows, now);
  if (quantity < least) {
    const lastOn = dayInWords(addDays(subscription.termEndsOn, -1));
    throw InputError.of("quantity", `must be at least ${least}: the other seats are committed until ${lastOn}`);
  }
}

function checkLimits({ vendorProductId, title, skuTitle }: Subscription, quantity: number): void {
  const { min, max } = seatLimits(vendorProductId, title, skuTitle);
  if (quantity < min) {
    throw InputError.of("quantity", `must be at least ${min}: this plan is not sold with fewer seats`);
  }
  if (quantity > max) {
    throw InputError.of("quantity", `must be at most ${max}: this plan is not sold with more seats`);
  }
}

function checkCancel({ cancellationAllowedUntil, termEndsOn }: Subscription, now: Date): void {
  if (cancellationAllowedUntil === null || safeUntil(cancellationAllowedUntil) <= now) {
    const lastOn = dayInWords(addDays(termEndsOn, -1));
    throw InputError.of(
      "subscription",
      `can no longer be cancelled: it is committed until ${lastOn}. You can choose that it ends then`,
    );
  }
}

function checkRenewal(subscription: Subscription, wanted: Extract<ChangeWanted, { kind: "renewal" }>): void {
  const { outcome, quantity } = wanted;
  if (quantity !== null) {
    if (outcome !== "renew") {
      throw InputError.of("quantity", "can only be chosen for a renewal");
    }
    checkLimits(subscription, quantity);
  }
  const isWanted =
    subscription.endWish === null ||
    (subscription.endWish.outcome === outcome && subscription.endWish.quantity === quantity);
  if (isWanted && isWishOnRecord({ outcome, quantity }, subscription, subscription.quantity)) {
    throw InputError.of("outcome", "is what is planned already");
  }
}
