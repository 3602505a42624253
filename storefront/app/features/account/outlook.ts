import { formatDate } from "../../components/format";
import type { Subscription } from "../../server/api/account.server";
import { termSpan } from "../plans/labels";

type Known = Pick<Subscription, "status" | "renewal" | "renews_on" | "term" | "term_last_on">;

/** What will happen to a subscription if nobody acts: with the day, and with what it is charged then. */
export function ifNobodyActs(subscription: Known): string {
  const { status, renewal, term, term_last_on } = subscription;
  if (status === "cancelled" || status === "ended") {
    return "Nothing more is charged.";
  }
  const last = formatDate(term_last_on);
  const next = formatDate(subscription.renews_on ?? dayAfter(term_last_on));
  switch (renewal) {
    case "renew":
      return `It renews for another ${termSpan(term)} on ${next}, at the price of that day.`;
    case "extend":
      return `From ${next} it goes on by the month, at Microsoft's price for that, until it is cancelled.`;
    case "stop":
      return `It ends after ${last}. Nothing is charged after that.`;
  }
}

/** The day of the next charge where none is planned inside the term; null when there is none at all. */
export function chargeAfterTerm(subscription: Known): string | null {
  const { status, renewal, renews_on, term_last_on } = subscription;
  const isOver = status === "cancelled" || status === "ended" || renewal === "stop";
  return isOver ? null : (renews_on ?? dayAfter(term_last_on));
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
