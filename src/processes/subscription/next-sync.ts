import { countsAgainAt, isStable, type Sighting } from "../../domain/subscription";

const DAY_MS = 24 * 3_600_000;

/**
 * The vendor's day begins at 00:00 UTC, and so do its renewals; a moment later there is usually something to see. All
 * subscriptions share this minute, so that a day costs one round of work however many there are.
 */
const AFTER_MIDNIGHT_MS = 60_000;

/**
 * While a term is over and the vendor has not said what comes next: after its end ever more rarely, and from the second
 * day on once a day like any other. Microsoft renews from 00:00 UTC on and takes up to a day. With these five a monthly
 * term is read 1.2 times a day at most, whatever becomes of it.
 */
const OVERDUE_AT_MS: readonly number[] = [2, 10, 60, 240, 720].map((minutes) => minutes * 60_000);

/** How long the vendor is asked each day whether what our books have ended has ended there as well. */
const AFTER_THE_END_MS = 7 * DAY_MS;

/** A subscription as a reading has left it. */
export type AfterReading = {
  readonly termEndsOn: string;
  /** First day without licences; null while it is not over. */
  readonly endedOn: string | null;
  readonly sighting: Sighting | null;
};

/**
 * When it must be read again: soon while the vendor has said something that must be said again before it counts. Null
 * when it need not: it has been over for a week, and the vendor agrees.
 */
export function nextLook({ termEndsOn, endedOn, sighting }: AfterReading, now: Date): Date | null {
  if (endedOn !== null && sighting === null && now.getTime() - Date.parse(`${endedOn}T00:00:00Z`) > AFTER_THE_END_MS) {
    return null;
  }
  const next = endedOn === null ? nextSyncAt(termEndsOn, now) : nextRound(now);
  if (sighting === null || isStable(sighting)) {
    return next;
  }
  return new Date(Math.min(countsAgainAt(sighting).getTime(), next.getTime()));
}

/**
 * When a subscription must be read at the vendor again: once a day just after midnight UTC, which is also when terms
 * end, and some more times on the day on which its renewal is overdue.
 *
 * @param termEndsOn first day after the commitment; the vendor's days are UTC
 */
export function nextSyncAt(termEndsOn: string, now: Date): Date {
  const end = Date.parse(`${termEndsOn}T00:00:00Z`);
  const late = now.getTime() - end;
  const afterEndMs = late < 0 ? undefined : OVERDUE_AT_MS.find((atMs) => atMs > late);
  return afterEndMs === undefined ? nextRound(now) : new Date(end + afterEndMs);
}

/** The minute after the next midnight, UTC, in which a day's readings are due. */
export function nextRound(now: Date): Date {
  const nextMidnight = (Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS;
  return new Date(nextMidnight + AFTER_MIDNIGHT_MS);
}
