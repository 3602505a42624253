import { compareDates, type LocalDate, parseLocalDate } from "../calendar";
import type { Money } from "../money";
import { checkSchedule, type EventSchedule, projectedId, type ScheduledChange } from "./event-schedule";
import type { EventDraft, SubscriptionEvent, TermEvent } from "./events";
import { readHistory, type SubscriptionHistory, type TermSpan } from "./history";
import { type CommercialTerms, termEnd } from "./terms";
import { quantityOn, segmentsOf } from "./timeline";

/**
 * The history followed by what is to be expected after it, as events that a forecast can be planned from. Terms follow
 * each other up to `until` as the end-of-term choice says: renewed again and again, extended month by month, or stopped.
 * A scheduled renewal counts once; what it agreed stays for the terms after it. After an extension a renewal goes back to
 * the terms that were extended.
 * @param until inclusive; later changes are left out
 * @returns the events given and the projected ones, which bear ids of their own (`isProjected`) and later sequences
 * @throws HistoryError for a history or a schedule that contradicts itself or the other
 * @throws LocalDateError when `until` is no day
 */
export function projectEvents(
  events: readonly SubscriptionEvent[],
  schedule: EventSchedule,
  until: LocalDate,
): SubscriptionEvent[] {
  parseLocalDate(until);
  checkSchedule(events, schedule);
  let renewal = schedule.changes.find((change) => change.when === "renewal") ?? null;
  const waiting = datedChanges(schedule, until);
  const all = [...events];
  let sequence = events.reduce((highest, event) => Math.max(highest, event.sequence), 0);
  const add = (draft: EventDraft) => {
    sequence += 1;
    all.push({ ...draft, id: projectedId(all.length - events.length + 1), sequence });
  };
  for (;;) {
    // Reading after each step checks it: a change that cannot follow is refused here, by its own id.
    const history = readHistory(all);
    const last = history.spans.at(-1);
    const isOver = last === undefined || history.endedBy !== null;
    const next = waiting[0];
    if (next !== undefined && (isOver || next.when < last.agreedEnd)) {
      waiting.shift();
      add(changeDraft(next, history));
    } else if (isOver || last.agreedEnd > until) {
      return all;
    } else {
      add(followingTerm(history.spans, last, schedule, renewal));
      renewal = null;
    }
  }
}

type Renewal = Omit<ScheduledChange, "when"> | null;

/** The changes up to the day, oldest first; those of one day keep their order. */
function datedChanges({ changes }: EventSchedule, until: LocalDate): ScheduledChange[] {
  return changes
    .filter((change) => change.when !== "renewal" && change.when <= until)
    .sort((a, b) => compareDates(a.when, b.when));
}

function changeDraft({ when: on, quantity, terms }: ScheduledChange, history: SubscriptionHistory): EventDraft {
  const seats = quantity ?? quantityOn(segmentsOf(history), on);
  return terms === undefined
    ? { type: "quantity_changed", on, quantity: seats }
    : { type: "renewed", on, quantity: seats, terms, termEndsOn: termEnd(on, terms.term) };
}

function followingTerm(
  spans: readonly TermSpan[],
  last: TermSpan,
  { endOfTerm }: EventSchedule,
  renewal: Renewal,
): EventDraft {
  const on = last.agreedEnd;
  const seats = last.changes.at(-1)?.to ?? last.openingQuantity;
  if (endOfTerm.outcome === "extend") {
    const terms = extendedTerms(last.event, endOfTerm.unitPrice);
    return { type: "extended", on, quantity: seats, terms, termEndsOn: termEnd(on, terms.term) };
  }
  if (endOfTerm.outcome === "stop") {
    return { type: "ended", on };
  }
  const committed = (agreed: CommercialTerms, { event }: TermSpan) =>
    event.type === "extended" ? agreed : event.terms;
  const terms = renewal?.terms ?? spans.reduce(committed, last.event.terms);
  return { type: "renewed", on, quantity: renewal?.quantity ?? seats, terms, termEndsOn: termEnd(on, terms.term) };
}

/** The running terms by the month at the extension's price; a billing day stays. */
function extendedTerms({ type, terms }: TermEvent, unitPrice: Money): CommercialTerms {
  return {
    ...terms,
    term: "P1M",
    billingPlan: "monthly",
    currency: unitPrice.currency,
    unitTermPrice: unitPrice.amount,
    priceVersion: type === "extended" ? terms.priceVersion : `extension of ${terms.priceVersion}`,
  };
}
