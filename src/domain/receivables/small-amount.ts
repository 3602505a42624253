/** Longer than a month: who is billed by the month has another invoice by then. */
const WAITS_MS = 35 * 24 * 60 * 60 * 1000;

/**
 * Until when an amount that no card can be charged waits for another invoice to be collected with.
 *
 * @returns null once that time is over: then a person decides what becomes of it
 */
export function smallAmountWaitsUntil(issuedAt: Date, now: Date): Date | null {
  const until = new Date(issuedAt.getTime() + WAITS_MS);
  return until > now ? until : null;
}
