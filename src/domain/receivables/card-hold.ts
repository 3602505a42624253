const HOUR_MS = 60 * 60 * 1000;

/** The shortest time for which a card holds an amount: four days and eighteen hours. */
export const SHORTEST_HOLD_MS = 114 * HOUR_MS;

/** The time for which most cards hold an amount. */
export const USUAL_HOLD_MS = 7 * 24 * HOUR_MS;

/** Between which instants an amount that a card has held since `heldSince` is let go by the card's bank. */
export function holdLapses(heldSince: Date): { readonly earliest: Date; readonly usual: Date } {
  const from = heldSince.getTime();
  return { earliest: new Date(from + SHORTEST_HOLD_MS), usual: new Date(from + USUAL_HOLD_MS) };
}
