import { type LocalDate, laterDate } from "../calendar";
import { type EventDraft, readHistory, type SubscriptionEvent } from "../subscription";
import type { ChargeLine } from "./charge-line";
import { chargePeriods } from "./charge-periods";
import { type PlanChargesInput, planCharges } from "./plan-charges";
import type { ChargingPolicy } from "./policy";

/** The id under which the change that is only asked about appears in the lines. */
export const PREVIEW_EVENT_ID = "preview";

/** As for `planCharges`; `events` is the history as it is, and the change counts as a new event of it. */
export interface PlanChangeInput extends PlanChargesInput {
  /** What would happen. */
  readonly change: EventDraft;
}

export interface ChangePlan {
  /** What is owed up to `until` if the change happens: the lines that `planCharges` will give once it has. */
  readonly now: ChargeLine[];
  /**
   * The first charge period that begins after the change and after `until`, with all it will cost: what each month, or
   * each year, costs from then on. Null when the known history ends before.
   */
  readonly next: { readonly on: LocalDate; readonly lines: ChargeLine[] } | null;
}

/**
 * The cost of a change before it is made, net of tax. Contains no arithmetic of its own: it plans the charges of the
 * history with the change in it.
 * @throws HistoryError when the change contradicts the history
 */
export function planChange(input: PlanChangeInput): ChangePlan {
  const { change, ...facts } = input;
  const sequence = facts.events.reduce((highest, event) => Math.max(highest, event.sequence), 0) + 1;
  const events: SubscriptionEvent[] = [...facts.events, { ...change, id: PREVIEW_EVENT_ID, sequence }];
  const now = planCharges({ ...facts, events }).lines;
  const on = nextPeriodStart(events, laterDate(facts.until, change.on), facts.policy);
  if (on === null) {
    return { now, next: null };
  }
  // As if that period had not been billed ahead, so that its whole cost shows.
  const billed = facts.billed.filter((line) => line.period.start < on);
  const then = planCharges({ ...facts, events, until: on, billed }).lines;
  return { now, next: { on, lines: then.filter((line) => line.period.start === on && line.kind !== "cancellation") } };
}

/** First day of the first charge period that begins after the day. */
function nextPeriodStart(
  events: readonly SubscriptionEvent[],
  after: LocalDate,
  policy: ChargingPolicy,
): LocalDate | null {
  for (const { event, period, agreedEnd } of readHistory(events).spans) {
    const periods = chargePeriods(period.start, agreedEnd, event.terms, policy, { from: after, to: after });
    const next = periods.find((charge) => charge.period.start > after && charge.period.start < period.end);
    if (next !== undefined) {
      return next.period.start;
    }
  }
  return null;
}
