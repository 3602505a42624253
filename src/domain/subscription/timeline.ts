import type { LocalDate, ServicePeriod } from "../calendar";
import type { SubscriptionEvent } from "./events";
import { readHistory, type SubscriptionHistory, type TermSpan } from "./history";
import type { CommercialTerms } from "./terms";

/** A stretch of days with one quantity at one price. */
export type Segment = {
  readonly period: ServicePeriod;
  readonly quantity: number;
  readonly terms: CommercialTerms;
  /** The term the segment belongs to, as agreed, exclusive end. */
  readonly termPeriod: ServicePeriod;
  /** The event that made the quantity what it is. */
  readonly sourceEventId: string;
};

/**
 * The history as consecutive, non-empty segments without gaps, oldest first.
 * @throws HistoryError naming the event that contradicts the ones before it
 */
export function timeline(events: readonly SubscriptionEvent[]): Segment[] {
  return segmentsOf(readHistory(events));
}

/** The segments of a history that has been read. */
export function segmentsOf(history: SubscriptionHistory): Segment[] {
  return history.spans.flatMap(segmentsOfTerm);
}

/** Seats contracted on a day; 0 before the start, after the end, and between an unrenewed term's end and now. */
export function quantityOn(segments: readonly Segment[], date: LocalDate): number {
  return segments.find((segment) => segment.period.start <= date && date < segment.period.end)?.quantity ?? 0;
}

function segmentsOfTerm(span: TermSpan): Segment[] {
  const termPeriod = { start: span.period.start, end: span.agreedEnd };
  const segments: Segment[] = [];
  let start = span.period.start;
  let quantity = span.openingQuantity;
  let sourceEventId = span.event.id;
  const push = (end: LocalDate) => {
    if (start < end) {
      segments.push({ period: { start, end }, quantity, terms: span.event.terms, termPeriod, sourceEventId });
    }
  };
  for (const change of span.changes) {
    push(change.event.on);
    start = change.event.on;
    quantity = change.to;
    sourceEventId = change.event.id;
  }
  push(span.period.end);
  return segments;
}
