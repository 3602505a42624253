import { isLocalDate, type LocalDate } from "../calendar";
import type { Money } from "../money";
import type { SubscriptionEvent } from "./events";
import { readHistory } from "./history";
import { HistoryError } from "./history-error";
import type { CommercialTerms } from "./terms";

const PROJECTED = "projected:";

/** Seats or terms that are agreed for later. At least one of both. */
export type ScheduledChange = {
  /**
   * A day, or `renewal`: when the next renewal that is not on record yet begins. New terms on a day inside a term begin a
   * new term there, which replaces the rest of the old one.
   */
  readonly when: LocalDate | "renewal";
  /** The new total of seats; left out: as many as before. */
  readonly quantity?: number;
  /** Left out: the terms of before, at their price. */
  readonly terms?: CommercialTerms;
};

/** Service that goes on by the month, at the vendor's own price for that. */
export type Extension = {
  readonly outcome: "extend";
  /** One seat, one month. */
  readonly unitPrice: Money;
};

/** What is agreed for the future of a subscription. */
export type EventSchedule = {
  /** In any order of days; changes of one day take effect in the order of the list. */
  readonly changes: readonly ScheduledChange[];
  /** What happens when a term ends that has no successor on record. */
  readonly endOfTerm: { readonly outcome: "renew" | "stop" } | Extension;
};

/** The id of the n-th projected event, from 1. */
export function projectedId(n: number): string {
  return `${PROJECTED}${n}`;
}

/** True for an event that was projected and has not happened. */
export function isProjected(event: Pick<SubscriptionEvent, "id">): boolean {
  return event.id.startsWith(PROJECTED);
}

/**
 * What a schedule must satisfy before it is played on a history.
 * @throws HistoryError naming what is wrong with the history or the schedule
 */
export function checkSchedule(events: readonly SubscriptionEvent[], { changes, endOfTerm }: EventSchedule): void {
  for (const event of events) {
    if (isProjected(event)) {
      throw new HistoryError(event, "its id marks a projected event, which cannot be part of a history.");
    }
  }
  const { spans, endedBy } = readHistory(events);
  const lastEnd = spans.at(-1)?.agreedEnd ?? "an unknown day";
  let renewals = 0;
  for (const { when, quantity, terms } of changes) {
    const type = terms === undefined ? "quantity_changed" : "renewed";
    const refuse = (problem: string) =>
      new HistoryError({ id: `${PROJECTED}schedule`, type, on: when === "renewal" ? lastEnd : when }, problem);
    if (quantity === undefined && terms === undefined) {
      throw refuse("a scheduled change must name seats or terms.");
    }
    if (when !== "renewal") {
      if (!isLocalDate(when)) {
        throw refuse(`"${when}" is not a date: write an existing day as YYYY-MM-DD.`);
      }
      continue;
    }
    renewals += 1;
    if (renewals > 1) {
      throw refuse("two changes are scheduled for one renewal; make them one.");
    }
    if (endedBy !== null) {
      throw refuse(`nothing can follow ${endedBy.id} (${endedBy.type} on ${endedBy.on}).`);
    }
    if (endOfTerm.outcome !== "renew") {
      throw refuse(`it waits for a renewal, but the end of the term is set to "${endOfTerm.outcome}".`);
    }
  }
}
