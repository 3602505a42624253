import type { LocalDate } from "../calendar";
import { type AddedSeats, addedOn } from "./changed-on";
import type { EventDraft } from "./events";

/**
 * In what the vendor's record of a subscription can differ from ours.
 * - `seats`: another number of them
 * - `state`: suspended, gone, or alive after the end in our books
 * - `plan`: another term or billing plan
 * - `renewal`: another instruction for the end of the term than was known
 * - `dates`: another first or last day of the term
 * - `extended`: it went on by the month after a term that nobody renewed
 * - `unknown`: the vendor has a subscription that we do not have
 */
export const DIFFERENCE_KINDS = ["seats", "state", "plan", "renewal", "dates", "extended", "unknown"] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One difference, as one reading of the vendor shows it. */
export type Difference = {
  readonly kind: DifferenceKind;
  /** What the vendor has. The same words are the same difference, at whichever reading. */
  readonly theirs: string;
  readonly ours: string;
  /** Both values in a sentence for the seller's people. */
  readonly words: string;
  /** What our history has to say for both to agree again; null where no rule makes an event of it. */
  readonly proposal: EventDraft | null;
};

/** Two readings of the seats of one subscription, of which the later one has another number. */
export type SeatsSeen = Omit<AddedSeats, "added" | "after"> & {
  readonly from: number;
  readonly to: number;
  /** The last reading that agreed with our books. */
  readonly agreedAt: Date;
};

/** Another number of seats as the event it would be; where no window tells its day, from the day (UTC) on which it was first seen. */
export function seatsProposal({ from, to, agreedAt, ...seen }: SeatsSeen): EventDraft {
  const on = addedOn({ ...seen, added: to - from, after: agreedAt }) ?? utcDay(seen.seenAt);
  return { type: "quantity_changed", on, quantity: to };
}

/** Differences whose event can be billed without a person, where the seller has said so. */
export const SAFE_DIFFERENCES = ["added_seats", "returned_seats"] as const;
export type SafeDifference = (typeof SAFE_DIFFERENCES)[number];

/**
 * Which of the safe kinds it is; null for what a person must judge.
 *
 * @param seats as our books have them
 */
export function safeKindOf({ proposal }: Pick<Difference, "proposal">, seats: number): SafeDifference | null {
  if (proposal?.type !== "quantity_changed" || proposal.quantity === seats) {
    return null;
  }
  return proposal.quantity > seats ? "added_seats" : "returned_seats";
}

/** What our books say of a subscription by now, as far as a difference can be about it. */
export type BookedNow = { readonly quantity: number; readonly termStartedOn: LocalDate; readonly isOver: boolean };

/**
 * What became of a difference that a reading shows no more. `billed`: our books came to what the vendor had. `vanished`:
 * the vendor came back to ours. `owed`: a new term began with the vendor's seats, and what they came to in the term before
 * is not in our books.
 */
export function fateOf({ proposal }: Pick<Difference, "proposal">, booked: BookedNow): "billed" | "vanished" | "owed" {
  switch (proposal?.type) {
    case "quantity_changed":
      return proposal.quantity !== booked.quantity
        ? "vanished"
        : booked.termStartedOn > proposal.on && !booked.isOver
          ? "owed"
          : "billed";
    case "cancelled":
    case "ended":
      return booked.isOver ? "billed" : "vanished";
    default:
      return "vanished";
  }
}

/** A day's reading that failed is made good within hours; after this long the vendor has not confirmed what we have. */
const CONFIRMED_FOR_MS = 36 * 3_600_000;

/**
 * Whether the vendor has a subscription as our books do, and since when. `confirmed`: its last reading said so. `drifted`:
 * it differs, and nobody has decided about it. `wanted`: it is so in our books, and the vendor was not heard of it lately.
 */
export function agreementWith(
  { readAt, driftedSince, isRead }: { readAt: Date; driftedSince: Date | null; isRead: boolean },
  now: Date,
): { readonly state: "wanted" | "confirmed" | "drifted"; readonly since: Date } {
  if (driftedSince !== null) {
    return { state: "drifted", since: driftedSince };
  }
  const isOld = isRead && now.getTime() - readAt.getTime() > CONFIRMED_FOR_MS;
  return { state: isOld ? "wanted" : "confirmed", since: readAt };
}

const utcDay = (at: Date): LocalDate => at.toISOString().slice(0, 10);
