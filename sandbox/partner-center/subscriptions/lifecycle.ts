import type { Subscription } from "../state";
import type { World } from "../world";
import { changeStatus } from "./change-status";
import { extendService, renew } from "./renew";
import { isCancellation } from "./scheduled-action-types";
import { addDays, dayOf, startOfDay } from "./term-dates";

const expiredDays = 30;
const disabledDays = 90;

/** The rule applies to what was bought or renewed from this day on. */
const extendedServiceBoughtFrom = "2025-04-01";

/** 00:00 UTC of the day after the last day of the term. */
export const termOver = (subscription: Subscription): Date => startOfDay(addDays(subscription.commitmentEndsOn, 1));

const daysAfter = (iso: string, days: number) => new Date(Date.parse(iso) + days * 86_400_000).toISOString();

/** When a subscription next changes by itself, or null. */
export function nextLifecycleAt(subscription: Subscription): string | null {
  switch (subscription.status) {
    case "active":
      return subscription.renewingUntil ?? termOver(subscription).toISOString();
    case "suspended":
      return termOver(subscription).toISOString();
    case "expired":
      return daysAfter(subscription.statusSince, expiredDays);
    case "disabled":
      return daysAfter(subscription.statusSince, disabledDays);
    default:
      return null;
  }
}

function entersExtendedService(world: World, subscription: Subscription, at: Date): boolean {
  const from = world.state.settings.extendedServiceTermFrom;
  const begun = from !== null && dayOf(at) >= from;
  const covered = dayOf(new Date(subscription.effectiveStartDate)) >= extendedServiceBoughtFrom;
  return begun && covered && !subscription.isTrial;
}

function endTerm(world: World, subscription: Subscription, at: Date): void {
  const cancelled = subscription.scheduledActions.some((action) => isCancellation(action.actionType));
  if (!cancelled && subscription.autoRenewEnabled) {
    const until = new Date(at.getTime() + world.state.settings.renewalLockMs);
    if (until > at) {
      subscription.renewingUntil = until.toISOString();
    } else {
      renew(world, subscription, at);
    }
  } else if (!cancelled && (subscription.extendedServiceTerm || entersExtendedService(world, subscription, at))) {
    extendService(world, subscription, at);
  } else {
    changeStatus(world, subscription, "expired", at);
  }
}

/** Renews at the end of the term (holding the subscription for a while), expires, disables and finally deletes. */
export function advanceLifecycle(world: World, subscription: Subscription, at: Date): void {
  switch (subscription.status) {
    case "active":
      if (subscription.renewingUntil) {
        renew(world, subscription, termOver(subscription));
      } else {
        endTerm(world, subscription, at);
      }
      break;
    case "suspended":
    case "expired":
      changeStatus(world, subscription, "disabled", at);
      break;
    case "disabled":
      changeStatus(world, subscription, "deleted", at);
      break;
    default:
      break;
  }
}
