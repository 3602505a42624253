import type { Renewal } from "../../../../api/admin/csp/renewals/document";
import { counted, day, inWords } from "../../../components/format";

/** What happens at the end of a term. */
export function planInWords({ outcome, next_quantity, quantity, next_on, term_last_on }: Renewal): string {
  switch (outcome) {
    case "renew":
      return `Renews on ${day(next_on)} with ${counted(next_quantity ?? quantity, "seat")}`;
    case "stop":
      return `Stops after ${day(term_last_on)}`;
    case "extend":
      return `Goes on by the month from ${day(next_on)}`;
  }
}

export const CHOSEN_BY: Readonly<Record<Renewal["chosen_by"], string>> = {
  company: "chosen by the customer",
  seller: "chosen by us",
  record: "put on record at Microsoft",
  nobody: "nobody has chosen",
};

/** What comes after the term costs, net. */
export function costInWords({ charges }: Renewal): string {
  switch (charges.kind) {
    case "nothing":
      return "Nothing";
    case "extended":
      return charges.each_charge === null
        ? "Microsoft's price by the month, not known"
        : `${inWords(charges.each_charge)} each month${charges.price_known ? "" : " by today's price"}`;
    case "known":
      return `${inWords(charges.whole_term)}, ${inWords(charges.each_charge)} each ${PERIODS[charges.period]}`;
    case "no_price":
      return `No price for that day; ${inWords(charges.whole_term)} at the running term's`;
  }
}

const PERIODS = { month: "month", year: "year", three_years: "three years" } as const;

/** How long a term still has. */
export const leftInWords = (days: number): string =>
  days <= 0 ? "waits for its renewal" : `${counted(days, "day")} left`;
