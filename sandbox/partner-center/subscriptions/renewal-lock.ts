import { refusal } from "../errors";
import type { Subscription } from "../state";
import type { World } from "../world";
import { termOver } from "./term-dates";

const isPast = (instant: string, now: Date) => Date.parse(instant) <= now.getTime();

/** Refuses (409/900278) a change while the renewal holds the subscription. */
export function refuseWhileRenewing(subscription: Subscription, now: Date): void {
  if (subscription.renewingUntil && !isPast(subscription.renewingUntil, now)) {
    throw refusal("900278");
  }
}

/**
 * Refuses (409/900278) what comes too late to be done before the end of the term. That schedules have to be set a day before is
 * what third parties advise, no page has a figure: `lockBeforeTermEndMs`. A cancellation and a suspension are not held up.
 */
export function refuseBeforeTermEnd(world: World, subscription: Subscription, now: Date): void {
  const end = termOver(subscription).getTime();
  if (now.getTime() >= end - world.state.settings.lockBeforeTermEndMs) {
    throw refusal("900278");
  }
}
