import { vendorAdapter } from "../../../connections/vendors";
import { SHORTEST_HOLD_MS } from "../../../domain/receivables";
import { lockedFrom } from "../../../domain/subscription";
import { notPossible } from "../../../integrations/vendor-port";
import { isDoneAtVendor } from "./done-at-vendor";
import type { StepContext, StepOutcome } from "./step";

/**
 * Why the vendor is not asked for a change any more; null: it is. Asked for in one term, it is never made in the next one,
 * which has another price and another end; and what the vendor was not asked for yet is not begun where its own record for
 * the end of the term is locked, because the change would wipe it and it could not be written again.
 */
export async function whyTooLate(context: StepContext): Promise<StepOutcome | null> {
  const { change, subscription, now } = context;
  const { wanted, heldAt, vendorAskedAt } = change;
  const isAsked = vendorAskedAt !== null;
  if (isReplaced(context)) {
    return replaced();
  }
  if (isTermOver(context)) {
    return isAsked ? unlessDone(context) : termOver();
  }
  if (isAsked) {
    return null;
  }
  if (wanted.kind === "seats" && now >= lockedFrom(subscription.termEndsOn)) {
    return locked();
  }
  // Money that a card may have let go is not waited for: nothing was asked of the vendor, so nothing is owed.
  return heldAt !== null && now.getTime() - heldAt.getTime() >= SHORTEST_HOLD_MS ? holdLapsed() : null;
}

/** What was to be written again is not what the customer wants any more, or was wanted of the term before. */
function isReplaced({ change: { askedBy, wanted }, subscription: { endWish } }: StepContext): boolean {
  return (
    askedBy.as === "system" &&
    wanted.kind === "renewal" &&
    (endWish?.outcome !== wanted.outcome || endWish?.quantity !== wanted.quantity)
  );
}

/** By our books, or by the clock where the renewal was not read yet. */
function isTermOver({ change, subscription: { termStartedOn, termEndsOn }, now }: StepContext): boolean {
  return utcDay(now) >= termEndsOn || termStartedOn > utcDay(change.createdAt);
}

async function unlessDone({ container, change, subscription }: StepContext): Promise<StepOutcome | null> {
  const outcome = await vendorAdapter(container, subscription.vendor).readSubscription(subscription);
  if (outcome.kind !== "done") {
    return outcome;
  }
  return isDoneAtVendor(change.wanted, outcome.value) ? null : termOver();
}

const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

const replaced = () =>
  notPossible(
    "wish_replaced",
    "Something else is wanted at the end of the term by now.",
    "What was to be written again is not what the customer wants of the running term.",
  );

const termOver = () =>
  notPossible(
    "term_over",
    "The term it was meant for is over. Look at the subscription again, and ask for what you want of its new term.",
    "The term ended before the vendor could be asked for it.",
  );

const locked = () =>
  notPossible(
    "term_locked",
    "The subscription is renewed within a day, and Microsoft takes no changes before that. It can be changed again when its new term has begun.",
    "The vendor could not be asked before its record for the end of the term was locked.",
  );

const holdLapsed = () =>
  notPossible(
    "hold_lapsed",
    "Microsoft could not be reached for days, so the amount held on your card is released. Please try again.",
    "The vendor could not be asked for as long as a card holds an amount.",
  );
