import { customerOf } from "../customers/find";
import { invalidProperty } from "../errors";
import { collection, link } from "../http/json";
import type { Call, Reply } from "../http/route";
import type { World } from "../world";
import { addDays, addMonths, dayOf, lastDayOfTerm, termMonths } from "./term-dates";

export interface AllowedEnd {
  day: string;
  type: "calendarMonthAligned" | "subscriptionAligned";
  subscriptionIds: string[];
}

const monthEnd = (day: string) => addDays(`${addMonths(`${day.slice(0, 7)}-01`, 1)}`, -1);

/**
 * The days on which a first term may be made to end: month ends within the term, and the ends of the customer's other
 * running subscriptions (never a trial; a longer term cannot be aligned to a monthly one).
 */
export function allowedTermEnds(world: World, customerId: string, term: string, start: Date): AllowedEnd[] {
  const today = dayOf(start);
  const latest = lastDayOfTerm(today, term);
  const months: AllowedEnd[] = [];
  for (let end = monthEnd(today); end <= latest; end = monthEnd(addDays(end, 1))) {
    months.push({ day: end, type: "calendarMonthAligned", subscriptionIds: [] });
  }
  const ends = new Map<string, string[]>();
  for (const one of Object.values(world.state.subscriptions)) {
    const tooShort = termMonths(term) > 1 && termMonths(one.termDuration) === 1;
    const fits = one.customerId === customerId && one.status === "active" && !one.isTrial && !tooShort;
    if (fits && one.commitmentEndsOn >= today && one.commitmentEndsOn <= latest) {
      ends.set(one.commitmentEndsOn, [...(ends.get(one.commitmentEndsOn) ?? []), one.id]);
    }
  }
  const aligned = [...ends].map(
    ([day, subscriptionIds]): AllowedEnd => ({ day, type: "subscriptionAligned", subscriptionIds }),
  );
  return [...months, ...aligned].slice(0, 300);
}

export function customTermEndDates(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const term = call.query.term_duration;
  if (!term || !["P1M", "P1Y", "P3Y"].includes(term)) {
    throw invalidProperty("the query parameter term_duration must be P1M, P1Y or P3Y.");
  }
  const start = call.query.term_start_date ? new Date(call.query.term_start_date) : call.now;
  if (Number.isNaN(start.getTime())) {
    throw invalidProperty("term_start_date is not a date.");
  }
  const target = call.query.target_coterm_subscription_id;
  const items = allowedTermEnds(world, customer.id, term, start)
    .filter((end) => !target || end.subscriptionIds.includes(target))
    .map((end) => ({
      allowedCustomTermEndDateType: end.type,
      ...(end.subscriptionIds.length > 0 ? { cotermSubscriptionIds: end.subscriptionIds } : {}),
      allowedCustomTermEndDate: `${end.day}T00:00:00`,
    }));
  const self = link(`/customers/${customer.id}/subscriptions/customTermEndDates?term_duration=${term}`);
  return { status: 200, body: collection(items, { self }) };
}
