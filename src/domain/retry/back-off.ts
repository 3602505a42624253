/** How long to wait after a failure. Both in milliseconds. */
export type BackOff = {
  /** The wait after the first failure; each further one doubles it. */
  readonly firstMs: number;
  /** The wait never grows beyond this. */
  readonly longestMs: number;
};

/** The most that is taken off a wait at random. */
const JITTER = 0.25;

/** Doublings that reach any cap: more would only overflow. */
const MOST_DOUBLINGS = 30;

/** How long what waits for an absent system is left alone. */
const WHILE_AWAY: BackOff = { firstMs: 2_000, longestMs: 15 * 60_000 };

/**
 * The wait before a system is asked again that was not there: as long as it has been away, between two seconds and a
 * quarter of an hour. No tries are counted, so that an absence of a week ends as one of a minute does.
 *
 * @param awayMs for how long it has been away; 0 at the first
 * @param random as for `backOffMs`
 * @returns whole milliseconds
 */
export function absenceWaitMs(awayMs: number, random = 0): number {
  const wait = Math.min(Math.max(awayMs, WHILE_AWAY.firstMs), WHILE_AWAY.longestMs);
  return Math.round(wait * (1 - random * JITTER));
}

/**
 * The one curve of waits between tries. Where a try calls the outside, up to a quarter of the wait is taken off at
 * random, so that what failed together does not come back together.
 *
 * @param failures failures in a row before this one: 0 at the first
 * @param random in [0, 1); 0 leaves the wait whole
 * @returns whole milliseconds, at most `longestMs`
 */
export function backOffMs(backOff: BackOff, failures: number, random = 0): number {
  const doublings = Math.min(Math.max(failures, 0), MOST_DOUBLINGS);
  const wait = Math.min(backOff.firstMs * 2 ** doublings, backOff.longestMs);
  return Math.round(wait * (1 - random * JITTER));
}
