import type { Subscription } from "../state";
import type { World } from "../world";
import { changeStatus } from "./change-status";
import { extendedTermFor, extendsByItself } from "./extended-service";
import { extendService, renew } from "./renew";
import { termOver } from "./term-dates";

const expiredDays = 30;
const disabledDays = 90;

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

type Outcome = "renew" | "extend" | "cancel" | "expire";

/** What the record says that happens at the end of the term; a scheduled action wins over all else. */
function outcomeOf(world: World, subscription: Subscription, at: Date): Outcome {
  switch (subscription.scheduledActions[0]?.actionType) {
    case "Cancel":
      return "cancel";
    case "RenewToNewTerm":
    case "Transition":
      return "renew";
    case "RenewToExtendedServiceTerm":
      return extendedTermFor(world, subscription, at) ? "extend" : "expire";
    default:
  }
  if (subscription.extendedServiceTerm) {
    // It renews itself until it is stopped; auto-renew off alone stops it no more than it stopped the term before.
    return subscription.autoRenewEnabled && subscription.scheduledNextTerm ? "renew" : "extend";
  }
  if (subscription.autoRenewEnabled) {
    return "renew";
  }
  return extendsByItself(world, subscription, at) ? "extend" : "expire";
}

/** Begins the next term, of whichever kind, at the instant when the one before was over. */
function beginNextTerm(world: World, subscription: Subscription): void {
  const start = termOver(subscription);
  const extended =
    outcomeOf(world, subscription, start) === "extend" ? extendedTermFor(world, subscription, start) : null;
  if (extended) {
    extendService(world, subscription, extended, start);
  } else {
    renew(world, subscription, start);
  }
}

function endTerm(world: World, subscription: Subscription, at: Date): void {
  switch (outcomeOf(world, subscription, at)) {
    case "cancel":
      // The service stops at once and there is no way back; the data that are kept for 90 days are not simulated.
      changeStatus(world, subscription, "deleted", at);
      return;
    case "expire":
      changeStatus(world, subscription, "expired", at);
      return;
    default: {
      const until = new Date(at.getTime() + world.state.settings.renewalLockMs);
      if (until > at) {
        subscription.renewingUntil = until.toISOString();
      } else {
        beginNextTerm(world, subscription);
      }
    }
  }
}

/** Renews at the end of the term (holding the subscription for a while), expires, disables and finally deletes. */
export function advanceLifecycle(world: World, subscription: Subscription, at: Date): void {
  switch (subscription.status) {
    case "active":
      if (subscription.renewingUntil) {
        beginNextTerm(world, subscription);
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
