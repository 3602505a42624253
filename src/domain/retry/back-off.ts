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
