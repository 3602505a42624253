/** Ten seats of an annual term billed monthly, 22.00 USD a seat and month: the sample that the specs tell stories about. */
import type { LocalDate } from "../../calendar";
import type { CommercialTerms, StartedEvent, SubscriptionEvent } from "../../subscription";
import { type BilledLine, type ChargeLine, type ChargePlan, DEFAULT_CHARGING_POLICY, planCharges } from "../index";

export const terms: CommercialTerms = {
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  unitTermPrice: 26_400,
  priceVersion: "2026-03",
};
export const started: StartedEvent = {
  type: "started",
  id: "start",
  sequence: 1,
  on: "2026-03-15",
  quantity: 10,
  terms,
  termEndsOn: "2027-03-15",
};
export const change = (sequence: number, on: string, quantity: number): SubscriptionEvent => ({
  type: "quantity_changed",
  id: `change${sequence}`,
  sequence,
  on,
  quantity,
});
export const cancelled = (on: string): SubscriptionEvent => ({ type: "cancelled", id: "cancel", sequence: 90, on });

export function plan(
  events: readonly SubscriptionEvent[],
  until: LocalDate,
  billed: readonly BilledLine[] = [],
  policy = DEFAULT_CHARGING_POLICY,
): ChargePlan {
  return planCharges({ subscriptionId: "sub1", events, until, billed, policy });
}

/** Kind, start, end, seats and minor units of each line. */
export const brief = (lines: readonly ChargeLine[]) =>
  lines.map((line) => [line.kind, line.period.start, line.period.end, line.quantity, line.amount.amount]);

/** Net of all lines in minor units. */
export const net = (lines: readonly BilledLine[]) => lines.reduce((total, line) => total + line.amount.amount, 0);
