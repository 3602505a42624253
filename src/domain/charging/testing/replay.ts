/**
 * A second opinion for tests: makes histories as a vendor would, and reads them day by day without any of the planner's
 * notions of spans, periods and fractions.
 */
import { addDays, type LocalDate } from "../../calendar";
import { type CommercialTerms, type SubscriptionEvent, termEnd } from "../../subscription";

/** One thing that happens `gap` days after the last. */
export type Step = {
  readonly action: "change" | "renew" | "renew_early" | "extend" | "cancel" | "end";
  readonly gap: number;
  readonly quantity: number;
  readonly terms: CommercialTerms;
  /** Days by which a renewed or extended term ends before its natural end (co-termination). */
  readonly shorten: number;
};

/** Plays random steps as a vendor would: always inside a term, renewed or extended exactly where the term ends. */
export function play(
  on: LocalDate,
  quantity: number,
  terms: CommercialTerms,
  steps: readonly Step[],
): SubscriptionEvent[] {
  let termEndsOn = termEnd(on, terms.term);
  let cursor = on;
  const events: SubscriptionEvent[] = [{ type: "started", id: "e1", sequence: 1, on, quantity, terms, termEndsOn }];
  for (const step of steps) {
    const sequence = events.length + 1;
    const identity = { id: `e${sequence}`, sequence };
    const wanted = addDays(cursor, step.gap);
    const inTerm = wanted < termEndsOn ? wanted : addDays(termEndsOn, -1);
    if (step.action === "change") {
      cursor = inTerm;
      events.push({ ...identity, type: "quantity_changed", on: cursor, quantity: step.quantity });
    } else if (step.action === "renew" || step.action === "renew_early") {
      cursor = step.action === "renew" ? termEndsOn : inTerm;
      const full = termEnd(cursor, step.terms.term);
      termEndsOn = addDays(full, -step.shorten);
      events.push({ ...identity, type: "renewed", on: cursor, quantity: step.quantity, terms: step.terms, termEndsOn });
    } else if (step.action === "extend") {
      cursor = termEndsOn;
      const terms: CommercialTerms = { ...step.terms, term: "P1M", billingPlan: "monthly" };
      termEndsOn = addDays(termEnd(cursor, terms.term), -step.shorten);
      events.push({ ...identity, type: "extended", on: cursor, quantity: step.quantity, terms, termEndsOn });
    } else if (step.action === "cancel") {
      events.push({ ...identity, type: "cancelled", on: inTerm });
      return events;
    } else {
      events.push({ ...identity, type: "ended", on: termEndsOn });
      return events;
    }
  }
  return events;
}

/** Seats contracted on a day, found by replaying the events one after another. */
export function contracted(events: readonly SubscriptionEvent[], day: LocalDate): number {
  let seats = 0;
  let end = "";
  for (const event of events) {
    if (event.on > day) {
      break;
    }
    if ("termEndsOn" in event) {
      seats = event.quantity;
      end = event.termEndsOn;
    } else if (event.type === "quantity_changed") {
      seats = event.quantity;
    } else {
      seats = 0;
    }
  }
  return day < end ? seats : 0;
}
