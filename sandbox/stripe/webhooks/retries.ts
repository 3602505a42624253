const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Stripe gives up after three days. */
export const GIVE_UP_AFTER_MS = 72 * HOUR;

const PAUSES = [5 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
const LATER_PAUSE = 12 * HOUR;

/** How long to wait after the n-th failed attempt (1, 2, ...). */
export const pauseAfter = (attempts: number): number => PAUSES[attempts - 1] ?? LATER_PAUSE;
