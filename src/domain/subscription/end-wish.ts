import type { EndOfTermOutcome } from "./end-of-term";

/** What a customer wants to happen when the running term ends. */
export type EndWish = {
  readonly outcome: EndOfTermOutcome;
  /** Seats of the next term; null: as many as there are then. Only with `renew`. */
  readonly quantity: number | null;
};

/** What the vendor has on record for the end of a term. */
export type EndRecord = {
  readonly autoRenew: boolean;
  /** An explicit cancellation for the end of the term. */
  readonly cancelAtEnd: boolean;
  /** An explicit instruction to go on in an extended service term. */
  readonly extendAtEnd: boolean;
  /** Seats of the next term where they are scheduled; null where none are. */
  readonly nextQuantity: number | null;
};

/**
 * Whether the vendor's record is the wish and nothing else. Auto-renewal that is off says neither "stop" nor "extend" by
 * itself: each has its own instruction, and without it the vendor's default of the day decides. A renewal with as many
 * seats as there are now may be written as a schedule or as none.
 *
 * @param quantity the seats of the running term
 */
export function isWishOnRecord(wish: EndWish, record: EndRecord, quantity: number): boolean {
  switch (wish.outcome) {
    case "stop":
      return !record.autoRenew && record.cancelAtEnd && !record.extendAtEnd;
    case "extend":
      return !record.autoRenew && record.extendAtEnd && !record.cancelAtEnd;
    case "renew":
      return (
        record.autoRenew &&
        !record.cancelAtEnd &&
        !record.extendAtEnd &&
        (record.nextQuantity ?? quantity) === (wish.quantity ?? quantity)
      );
  }
}

/**
 * What somebody has explicitly put on the vendor's record for the end of a term; null where the vendor's default decides,
 * which no change in the middle of a term takes away.
 */
export function instructionOnRecord({ cancelAtEnd, extendAtEnd, nextQuantity }: EndRecord): EndWish | null {
  if (cancelAtEnd) {
    return { outcome: "stop", quantity: null };
  }
  if (extendAtEnd) {
    return { outcome: "extend", quantity: null };
  }
  return nextQuantity === null ? null : { outcome: "renew", quantity: nextQuantity };
}
