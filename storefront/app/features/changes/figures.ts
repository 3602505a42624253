import type { Money } from "../../../../src/api/http/document";
import { formatDate, formatMoney } from "../../components/format";
import type { ChangePreview } from "../../server/api/changes.server";

const KEYS = ["from", "seats", "now", "later", "rest"] as const;
type Key = (typeof KEYS)[number];

/** The figures of a preview as the page writes them; empty where there is none. */
export type SeenFigures = Readonly<Record<Key, string>>;

/** How a figure is called, and what it is now. */
export const FIGURES: readonly (readonly [Key, string])[] = [
  ["from", "Counts from"],
  ["seats", "Seats before it"],
  ["now", "Now, including tax"],
  ["later", "Next regular charge, net"],
  ["rest", "Rest of the term, net"],
];

/** They travel with the form, to be compared if the preview moved. */
export function figuresOf({ from_on, current_quantity, charge, later, next_term, rest_of_term }: ChangePreview) {
  const write = (money: Money | undefined) => (money === undefined ? "" : formatMoney(money));
  const now = charge === null ? undefined : charge.kind === "credit_note" ? charge.credit_earned : charge.amount_due;
  return {
    from: formatDate(from_on),
    seats: String(current_quantity),
    now: write(now),
    later: write(next_term?.first_charge ?? later?.net),
    rest: write(rest_of_term),
  } satisfies SeenFigures;
}

/** What a form says was seen: words of a visitor, kept short. */
export function seenFigures(values: Readonly<Record<string, string>>): SeenFigures {
  const seen = (key: Key) => (values[`seen_${key}`] ?? "").slice(0, 40);
  return { from: seen("from"), seats: seen("seats"), now: seen("now"), later: seen("later"), rest: seen("rest") };
}
