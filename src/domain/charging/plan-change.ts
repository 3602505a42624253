import type { LocalDate } from "../calendar";
import { type EventDraft, readHistory, type SubscriptionEvent } from "../subscription";
import { chargePeriods } from "./charge-periods";
import { DEFAULT_CHARGING_POLICY } from "./policy";

/** The id under which the change that is only asked about appears in the lines. */
export const PREVIEW_EVENT_ID = "preview";

/**
 * A change that is only asked about, as the event it would be: behind every event on record. Planned with the history
 * it is asked for, it costs what the change will be charged.
 */
export function previewEvent(change: EventDraft): SubscriptionEvent {
  return { ...change, id: PREVIEW_EVENT_ID, sequence: Number.MAX_SAFE_INTEGER };
}

/**
 * First day of the first charge period that begins after a day: what each month, or each year, costs from then on is
 * charged there. Other changes that are known for a day before it do not count, for they open no period.
 * @returns null when the known history ends before
 * @throws HistoryError when the events contradict each other
 */
export function nextPeriodStart(events: readonly SubscriptionEvent[], after: LocalDate): LocalDate | null {
  for (const { event, period, agreedEnd } of readHistory(events).spans) {
    // The policy decides amounts, never days.
    const around = { from: after, to: after };
    const periods = chargePeriods(period.start, agreedEnd, event.terms, DEFAULT_CHARGING_POLICY, around);
    const next = periods.find((charge) => charge.period.start > after && charge.period.start < period.end);
    if (next !== undefined) {
      return next.period.start;
    }
  }
  return null;
}
