import type { Duty } from "./duty";

/**
 * A duty that rests for `restMs` milliseconds of this process's own clock after each look, however often it is woken
 * meanwhile: for one that has to read many rows to find out that nothing is due. It looks at once when the instant that it
 * named has come, and after a look that failed.
 */
export function atMostEvery(restMs: number, duty: Duty): Duty {
  let restsUntil = Number.NEGATIVE_INFINITY;
  let nextDueAt: Date | null = null;
  return {
    ...duty,
    async run(container, now, alsoLook) {
      const isDue = nextDueAt !== null && nextDueAt <= now;
      if (!isDue && performance.now() < restsUntil) {
        return { done: 0, nextDueAt };
      }
      const report = await duty.run(container, now, alsoLook);
      restsUntil = performance.now() + restMs;
      nextDueAt = report.nextDueAt;
      return report;
    },
  };
}
