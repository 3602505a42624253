/** Whoever finds a mail server down that fast loses nothing by asking for the next mail. */
const SLOW_MS = 5_000;
const REST_MS = 60_000;

/** Until when nobody in this process waits for the mail server, in milliseconds of its own clock. */
let restsUntil = Number.NEGATIVE_INFINITY;

/** True while the mail server has just let somebody wait in vain: work that mails goes on, and asks again later. */
export const isHanging = (): boolean => performance.now() < restsUntil;

/** Notes that the mail server took nothing, and how long that took to find out, in milliseconds. */
export function noteServerDown(afterMs: number): void {
  if (afterMs >= SLOW_MS) {
    restsUntil = performance.now() + REST_MS;
  }
}
