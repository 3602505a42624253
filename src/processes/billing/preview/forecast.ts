import type { DiscountedLine } from "../../../domain/discounts";
import { type DocumentFacts, discountedDocuments } from "../plan/discounted-documents";
import { closedBefore, type DueLine, planSubscription } from "../plan/plan-subscription";

/** Later than any term ends: every document to come is keyed by its own day. */
const LAST_DAY = "9999-12-31";

/**
 * By subscription, every charge to come until its term ends, as the account's runs would bill it by what is known today:
 * with its share of what is taken off the whole document, on which other subscriptions have theirs.
 */
export function forecast(facts: DocumentFacts): ReadonlyMap<string, readonly DiscountedLine<DueLine>[]> {
  const toCome = facts.subscriptions.flatMap((subscription) => {
    const { events, id } = subscription;
    const ends = events.flatMap((event) => ("termEndsOn" in event ? [event.termEndsOn] : [])).sort();
    const last = ends.at(-1);
    const closed = closedBefore(events, facts.account.positions[id]);
    return last === undefined ? [] : planSubscription(subscription, facts.billed.get(id) ?? [], last, closed).lines;
  });
  const bySubscription = new Map<string, DiscountedLine<DueLine>[]>();
  for (const line of discountedDocuments(facts, toCome, LAST_DAY).flatMap(({ lines }) => lines)) {
    const known = bySubscription.get(line.subscriptionId);
    if (known) {
      known.push(line);
    } else {
      bySubscription.set(line.subscriptionId, [line]);
    }
  }
  return bySubscription;
}
