import { formatDate } from "../../components/format";
import type { Renewal } from "../../server/api/renewals.server";
import { seats, termSpan } from "../plans/labels";

type Planned = Pick<Renewal, "outcome" | "next_quantity" | "quantity" | "term" | "term_last_on" | "next_on">;

/** What happens at the end of a term, as a sentence. */
export function planInWords(renewal: Planned): string {
  const { outcome, next_quantity, quantity, term, term_last_on, next_on } = renewal;
  switch (outcome) {
    case "renew": {
      const next = next_quantity ?? quantity;
      const difference = next === quantity ? "as many as now" : `${seats(quantity)} until then`;
      return `Renews on ${formatDate(next_on)} for another ${termSpan(term)} with ${seats(next)}, ${difference}.`;
    }
    case "stop":
      return `Stops after ${formatDate(term_last_on)}. There is no service after that.`;
    case "extend":
      return `Goes on by the month from ${formatDate(next_on)}, without a new commitment.`;
  }
}

/** Who has chosen it. */
export function chosenInWords(chosenBy: Renewal["chosen_by"], seller: string): string {
  switch (chosenBy) {
    case "company":
      return "Your company has chosen this.";
    case "seller":
      return `${seller} has chosen this for you.`;
    case "record":
      return "This is what Microsoft has on record.";
    case "nobody":
      return "Nobody at your company has chosen anything: this is what Microsoft does by itself.";
  }
}

/** What the vendor's record says while what is planned is not on it. */
export function untilThen({ on_record, outcome }: Pick<Renewal, "on_record" | "outcome">): string {
  switch (on_record) {
    case "renew":
      return outcome === "renew" ? "Until then another number of seats is on it." : "Until then it says: renew.";
    case "stop":
      return "Until then it says: stop.";
    case "extend":
      return "Until then it says: go on by the month.";
  }
}

/** How long a term still has. */
export function daysLeftInWords(days: number): string {
  if (days <= 0) {
    return "waits for its renewal";
  }
  return days === 1 ? "1 day left" : `${days} days left`;
}

/** Under which name a charge of a term stands. */
export function eachInWords(period: "month" | "year" | "three_years"): string {
  return { month: "Each month, net", year: "Each year, net", three_years: "For the whole term, net" }[period];
}

/** Why nothing can be chosen or confirmed now; null: it can. */
export function whyNotOpen(renewal: Pick<Renewal, "is_open" | "is_changing" | "status" | "days_left">): string | null {
  if (renewal.is_open) {
    return null;
  }
  if (renewal.is_changing) {
    return "A change is under way. When it is done, you can choose and confirm again.";
  }
  if (renewal.status === "suspended") {
    return "It is suspended. When it is active again, you can choose and confirm.";
  }
  return renewal.days_left <= 0
    ? "Microsoft is renewing it. The new term is shown here as soon as it has begun."
    : "Microsoft takes no more instructions in the last day of a term. What is said above happens.";
}
