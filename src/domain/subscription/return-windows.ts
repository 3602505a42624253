const HOUR_MS = 3_600_000;

/** Seats that the vendor takes back until an instant, exclusive. */
export type ReturnWindow = {
  readonly quantity: number;
  readonly until: Date;
};

/** A programme rule on giving seats back. */
export type ReturnRule = {
  /** Applies to seats bought at or after this instant, until the next rule. */
  readonly validFrom: Date;
  readonly hours: number;
};

/** Microsoft's rule of today: seven days to the hour. Source: Partner Center's cancellation policy for licences. */
export const RETURN_RULES: readonly ReturnRule[] = [{ validFrom: new Date("1970-01-01T00:00:00.000Z"), hours: 168 }];

/** How long before the vendor's own end nothing is offered any more: what is asked for must still reach it in time. */
export const SAFETY_MS = HOUR_MS;

/** Until when giving back is offered, exclusive, where the vendor takes it back until `until`. */
export const safeUntil = (until: Date): Date => new Date(until.getTime() - SAFETY_MS);

/**
 * Until when seats that are bought at an instant can be given back, exclusive. Only for what is not bought yet: once the
 * vendor has it, its own windows are the truth.
 * @param rules in any order; the latest that applies counts
 * @throws RangeError when no rule applies yet
 */
export function returnableUntil(boughtAt: Date, rules: readonly ReturnRule[] = RETURN_RULES): Date {
  const rule = rules
    .filter(({ validFrom }) => validFrom <= boughtAt)
    .reduce<ReturnRule | null>(
      (latest, candidate) => (latest === null || candidate.validFrom > latest.validFrom ? candidate : latest),
      null,
    );
  if (rule === null) {
    throw new RangeError(`No rule on returning seats applies at ${boughtAt.toISOString()}.`);
  }
  return new Date(boughtAt.getTime() + rule.hours * HOUR_MS);
}

/**
 * The windows still open at `now`, the one that closes first in front. Each batch of seats has its own; a later one
 * never reopens an earlier one.
 * @param windows the vendor's own figures: what it no longer names can no longer be given back
 */
export function openReturnWindows(windows: readonly ReturnWindow[], now: Date): ReturnWindow[] {
  return windows
    .filter(({ quantity, until }) => quantity > 0 && until > now)
    .sort((a, b) => a.until.getTime() - b.until.getTime());
}

/** Seats that can be given back at `now`, over all windows. */
export function returnableSeats(windows: readonly ReturnWindow[], now: Date): number {
  return openReturnWindows(windows, now).reduce((seats, window) => seats + window.quantity, 0);
}
