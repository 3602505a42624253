import type { LocalDate } from "../../../domain/calendar";
import { type BilledLine, BOUNDS_POLICY, brokenBound } from "../../../domain/charging";
import { money } from "../../../domain/money";
import type { InvoiceLine } from "../../../modules/billing";
import type { BillableSubscription } from "../../../modules/subscription";
import { toKnownLine } from "./plan-subscription";

/** Lines that would bill more than a contract allows, or give back more than was billed. The message is for a person. */
export class OutOfBoundsError extends Error {
  constructor(subscription: Pick<BillableSubscription, "id" | "skuTitle">, problem: string) {
    super(`Out of bounds (${BOUNDS_POLICY}): ${subscription.skuTitle} (${subscription.id}): ${problem}.`);
    this.name = "OutOfBoundsError";
  }
}

/** What one subscription's lines are judged by. */
export type BoundedSubscription = {
  readonly subscription: BillableSubscription;
  /** The day up to which it was planned. */
  readonly until: LocalDate;
  /** See `closedBefore`. */
  readonly closed: LocalDate | null;
  /** Lines written before, as far as they are open. */
  readonly billed: readonly BilledLine[];
};

/**
 * Judges the lines of documents, as they are about to be written, by the contracts they are for. Every place that issues
 * what was planned passes through here.
 *
 * @throws OutOfBoundsError naming the subscription, the day and the figures
 */
export function stayInBounds(
  subscriptions: readonly BoundedSubscription[],
  lines: readonly InvoiceLine[],
  currency: string,
): void {
  const bySubscription = new Map<string, InvoiceLine[]>();
  // What takes back goodwill of before is no line of the contract; it never takes more than that goodwill gave.
  for (const line of lines.filter(({ kind }) => kind !== "goodwill")) {
    bySubscription.set(line.subscriptionId, [...(bySubscription.get(line.subscriptionId) ?? []), line]);
  }
  for (const { subscription, until, closed, billed } of subscriptions) {
    const planned = bySubscription.get(subscription.id) ?? [];
    bySubscription.delete(subscription.id);
    const problem = brokenBound({
      subscriptionId: subscription.id,
      events: subscription.events,
      until,
      billed,
      planned: planned.map((line) => ({ ...toKnownLine(line, currency), net: money(line.net, currency) })),
      closedBefore: closed ?? undefined,
    });
    if (problem !== null) {
      throw new OutOfBoundsError(subscription, problem);
    }
  }
  const [stranger] = bySubscription.values();
  if (stranger?.[0] !== undefined) {
    const { subscriptionId, title } = stranger[0];
    throw new OutOfBoundsError({ id: subscriptionId, skuTitle: title }, "it is not one of the account's subscriptions");
  }
}
