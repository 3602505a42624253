import type { Duty } from "./duty";

/**
 * A duty that rests for `restMs` milliseconds of the clock it is woken by after each look, however often it is woken
 * meanwhile: for one that has to read many rows to find out that nothing is due. It looks at once when the instant that it
 * named has come, when the clock was set back, and after a look that failed.
 */
export function atMostEvery(restMs: number, duty: Duty): Duty {
  let lookedAt = Number.POSITIVE_INFINITY;
  let nextDueAt: Date | null = null;
  return {
    ...duty,
    async run(container, now, alsoLook) {
      const restedMs = now.getTime() - lookedAt;
      const isDue = nextDueAt !== null && nextDueAt <= now;
      if (!isDue && restedMs >= 0 && restedMs < restMs) {
        return { done: 0, nextDueAt };
      }
      lookedAt = Number.POSITIVE_INFINITY;
      const report = await duty.run(container, now, alsoLook);
      lookedAt = now.getTime();
      nextDueAt = report.nextDueAt;
      return report;
    },
  };
}
