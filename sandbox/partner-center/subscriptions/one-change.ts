import { invalidProperty } from "../errors";
import type { Subscription } from "../state";
import type { SubscriptionUpdate } from "./update-input";

/** What an update changes, by the kinds of change that the vendor's pages describe one by one. */
function changesIn(subscription: Subscription, update: SubscriptionUpdate): string[] {
  const kinds: [string, boolean][] = [
    ["friendlyName", (update.friendlyName ?? subscription.friendlyName) !== subscription.friendlyName],
    ["quantity", update.quantity !== subscription.quantity],
    ["status", update.status !== subscription.status],
    [
      "termDuration, billingCycle",
      (update.termDuration ?? subscription.termDuration) !== subscription.termDuration ||
        (update.billingCycle ?? subscription.billingCycle) !== subscription.billingCycle,
    ],
    // A suspension takes auto-renew along; what follows the term is one wish, in however many fields.
    ["autoRenewEnabled", update.status === subscription.status && isRenewalChanged(subscription, update)],
  ];
  return kinds.flatMap(([kind, changed]) => (changed ? [kind] : []));
}

const told = (value: unknown): string => JSON.stringify(value ?? null);

function isRenewalChanged(subscription: Subscription, update: SubscriptionUpdate): boolean {
  const actions = subscription.scheduledActions;
  return (
    update.autoRenewEnabled !== subscription.autoRenewEnabled ||
    told(update.scheduledNextTermInstructions) !== told(subscription.scheduledNextTerm) ||
    told(update.scheduledActions?.length ? update.scheduledActions : null) !== told(actions.length ? actions : null)
  );
}

/** Refuses (400/3000) an update that changes more than one thing, as one distributor says that the vendor does. */
export function requireOneChange(subscription: Subscription, update: SubscriptionUpdate): void {
  const changed = changesIn(subscription, update);
  if (changed.length > 1) {
    throw invalidProperty(`${changed.join(" and ")}: one change in one update, and the next when it is done.`);
  }
}
