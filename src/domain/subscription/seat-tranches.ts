/** Seats that were bought, added or renewed together: they share one window in which they can be given back. */
export interface SeatTranche {
  readonly quantity: number;
  /** The instant of the purchase, the addition or the renewal. */
  readonly openedAt: Date;
}

/**
 * What happened to the seats of a subscription at an instant. `quantity` is the new total.
 * - `term_began`: bought or renewed; opens one window for all seats, also for those whose window had closed
 * - `seats_changed`: seats were added, or given back; also the start of an extended service term
 */
export interface SeatMovement {
  readonly kind: "term_began" | "seats_changed";
  readonly quantity: number;
  readonly at: Date;
}

/**
 * The tranches that the movements leave, oldest first. Added seats have a window of their own; seats that are given back
 * come out of the newest tranches. Their quantities always add up to the last total.
 * @param movements in the order in which they happened
 */
export function seatTranches(movements: readonly SeatMovement[]): SeatTranche[] {
  let tranches: SeatTranche[] = [];
  let seats = 0;
  for (const { kind, quantity, at } of movements) {
    if (kind === "term_began") {
      tranches = [{ quantity, openedAt: at }];
    } else if (quantity > seats) {
      tranches = [...tranches, { quantity: quantity - seats, openedAt: at }];
    } else {
      tranches = takeFromTranches(tranches, seats - quantity);
    }
    seats = quantity;
  }
  return tranches;
}

/**
 * Tranches after seats were given back: from the newest backwards, as these are the ones that can still go.
 * @throws RangeError when more seats are taken than there are
 */
export function takeFromTranches(tranches: readonly SeatTranche[], seats: number): SeatTranche[] {
  return splitTranches(tranches, seats).kept;
}

/**
 * Divides tranches when seats leave for another subscription (a partial upgrade): from the newest backwards. The seats
 * that move keep the instant their window opened at, so an upgrade inherits the window and never reopens it.
 * @returns both parts oldest first; together they are the seats that were there
 * @throws RangeError when the number is negative or not whole, or more seats are moved than there are
 */
export function splitTranches(
  tranches: readonly SeatTranche[],
  seats: number,
): { readonly kept: SeatTranche[]; readonly moved: SeatTranche[] } {
  if (!Number.isSafeInteger(seats) || seats < 0) {
    throw new RangeError(`A number of seats to take must be whole and at least 0, got ${seats}.`);
  }
  let left = seats;
  const kept: SeatTranche[] = [];
  const moved: SeatTranche[] = [];
  for (const tranche of [...tranches].sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime())) {
    const taken = Math.min(left, tranche.quantity);
    left -= taken;
    if (taken > 0) {
      moved.unshift({ ...tranche, quantity: taken });
    }
    if (taken < tranche.quantity) {
      kept.unshift({ ...tranche, quantity: tranche.quantity - taken });
    }
  }
  if (left > 0) {
    throw new RangeError(`Cannot take ${seats} seats: ${left} more than there are.`);
  }
  return { kept, moved };
}
