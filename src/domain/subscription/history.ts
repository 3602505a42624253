import type { LocalDate, ServicePeriod } from "../calendar";
import { checkEvent } from "./check-event";
import type {
  CancelledEvent,
  EndedEvent,
  ExtendedEvent,
  QuantityChangedEvent,
  RenewedEvent,
  SubscriptionEvent,
  TermEvent,
} from "./events";
import { HistoryError } from "./history-error";

/** A change of seats inside a term. */
export type SeatChange = {
  readonly event: QuantityChangedEvent;
  readonly from: number;
  readonly to: number;
};

/** What ended a term before its own end. */
export type EarlyEnd = CancelledEvent | RenewedEvent;

/** One term as it was really lived. */
export type TermSpan = {
  readonly event: TermEvent;
  /** `[start, end)`; the end is the term's own, or earlier when it was cancelled or replaced. */
  readonly period: ServicePeriod;
  /** The term's end as agreed, exclusive. */
  readonly agreedEnd: LocalDate;
  readonly openingQuantity: number;
  readonly changes: readonly SeatChange[];
  /** Null when the term ran, or may still run, to its agreed end. */
  readonly cutBy: EarlyEnd | null;
};

/** A checked history as consecutive terms. `endedBy` is the event after which nothing follows. */
export type SubscriptionHistory = {
  readonly spans: readonly TermSpan[];
  readonly endedBy: CancelledEvent | EndedEvent | null;
};

type OpenSpan = {
  readonly event: TermEvent;
  readonly changes: SeatChange[];
  quantity: number;
};

/**
 * Orders the events by day and, within a day, by sequence, checks that they tell one story, and reads it as terms. The
 * order of the list does not matter. An event that became known late (higher sequence, earlier day) takes its place.
 * @throws HistoryError naming the first event that contradicts the ones before it
 */
export function readHistory(events: readonly SubscriptionEvent[]): SubscriptionHistory {
  const ordered = inOrder(events);
  const spans: TermSpan[] = [];
  let open: OpenSpan | null = null;
  let endedBy: CancelledEvent | EndedEvent | null = null;

  for (const event of ordered) {
    if (endedBy !== null) {
      throw new HistoryError(event, `nothing can follow ${endedBy.id} (${endedBy.type} on ${endedBy.on}).`);
    }
    if (open === null) {
      open = begin(event);
      continue;
    }
    switch (event.type) {
      case "started":
        throw new HistoryError(event, `the subscription has already started with ${open.event.id}.`);
      case "quantity_changed":
        change(open, event, ordered);
        break;
      case "renewed":
        spans.push(close(open, renewalEnd(open, event)));
        open = { event, changes: [], quantity: event.quantity };
        break;
      case "extended":
        extension(open, event);
        spans.push(close(open, null));
        open = { event, changes: [], quantity: event.quantity };
        break;
      case "cancelled":
        endedBy = cancellation(open, event);
        spans.push(close(open, event));
        break;
      case "ended":
        endedBy = naturalEnd(open, event);
        spans.push(close(open, null));
        break;
    }
  }
  if (open !== null && endedBy === null) {
    spans.push(close(open, null));
  }
  return { spans, endedBy };
}

function inOrder(events: readonly SubscriptionEvent[]): SubscriptionEvent[] {
  const sequences = new Map<number, string>();
  const ids = new Set<string>();
  for (const event of events) {
    checkEvent(event);
    const other = sequences.get(event.sequence);
    if (other !== undefined) {
      throw new HistoryError(event, `it has the same sequence number ${event.sequence} as ${other}.`);
    }
    if (ids.has(event.id)) {
      throw new HistoryError(event, "its id occurs twice.");
    }
    sequences.set(event.sequence, event.id);
    ids.add(event.id);
  }
  return [...events].sort((a, b) => (a.on === b.on ? a.sequence - b.sequence : a.on < b.on ? -1 : 1));
}

function begin(event: SubscriptionEvent): OpenSpan {
  if (event.type !== "started") {
    throw new HistoryError(event, "the subscription has not started yet.");
  }
  return { event, changes: [], quantity: event.quantity };
}

function change(open: OpenSpan, event: QuantityChangedEvent, ordered: readonly SubscriptionEvent[]): void {
  if (event.on === open.event.termEndsOn && isLastWord(event, ordered)) {
    return;
  }
  insideTerm(open, event, event.on < open.event.termEndsOn);
  if (event.quantity !== open.quantity) {
    open.changes.push({ event, from: open.quantity, to: event.quantity });
    open.quantity = event.quantity;
  }
}

/** On the day a term ends, a change is the last word of the old term if the term that follows comes after it that day. */
function isLastWord({ on, sequence }: QuantityChangedEvent, ordered: readonly SubscriptionEvent[]): boolean {
  return ordered.some(
    (other) => (other.type === "renewed" || other.type === "extended") && other.on === on && other.sequence > sequence,
  );
}

function renewalEnd(open: OpenSpan, event: RenewedEvent): EarlyEnd | null {
  insideTerm(open, event, event.on <= open.event.termEndsOn);
  sameCurrency(open, event);
  return event.on < open.event.termEndsOn ? event : null;
}

function extension(open: OpenSpan, event: ExtendedEvent): void {
  insideTerm(open, event, event.on <= open.event.termEndsOn);
  sameCurrency(open, event);
  if (event.on < open.event.termEndsOn) {
    throw new HistoryError(event, `the term runs until ${open.event.termEndsOn}; an extension begins on that day.`);
  }
}

function sameCurrency(open: OpenSpan, event: TermEvent): void {
  if (event.terms.currency !== open.event.terms.currency) {
    throw new HistoryError(event, `the currency cannot change from ${open.event.terms.currency} when a term follows.`);
  }
}

function cancellation(open: OpenSpan, event: CancelledEvent): CancelledEvent {
  insideTerm(open, event, event.on <= open.event.termEndsOn);
  return event;
}

function naturalEnd(open: OpenSpan, event: EndedEvent): EndedEvent {
  if (event.on < open.event.termEndsOn) {
    throw new HistoryError(event, `the term runs until ${open.event.termEndsOn}; an earlier stop is "cancelled".`);
  }
  return event;
}

function insideTerm(open: OpenSpan, event: SubscriptionEvent, inside: boolean): void {
  if (!inside) {
    throw new HistoryError(event, `the term ended on ${open.event.termEndsOn} and was not renewed before this.`);
  }
}

function close(open: OpenSpan, cutBy: EarlyEnd | null): TermSpan {
  const { event, changes } = open;
  return {
    event,
    period: { start: event.on, end: cutBy === null ? event.termEndsOn : cutBy.on },
    agreedEnd: event.termEndsOn,
    openingQuantity: event.quantity,
    changes,
    cutBy,
  };
}
