import type { SeatTranche } from "./seat-tranches";

const HOUR_MS = 3_600_000;

/** Seats that can be given back until an instant, exclusive. */
export interface ReturnWindow {
  readonly quantity: number;
  readonly untilAt: Date;
  /** `vendor`: the vendor's own figure. `rule`: computed, because the vendor has not said. */
  readonly decidedBy: "vendor" | "rule";
}

/** A programme rule on giving seats back; rules change, so callers keep them as dated rows. */
export interface ReturnRule {
  /** Applies to tranches opened at or after this instant, until the next rule. */
  readonly validFrom: Date;
  readonly hours: number;
}

/** Microsoft's rule of today: seven days to the hour. Source: Partner Center's cancellation policy for licences. */
export const SEVEN_DAYS: ReturnRule = { validFrom: new Date("1970-01-01T00:00:00.000Z"), hours: 168 };

/**
 * The windows still open at `now`, the one that closes first in front. Each tranche has its own window; later tranches
 * never reopen earlier ones. When the vendor has named what can be returned, its figures are taken as they are and the
 * tranches are not looked at, not even when it names nothing.
 * @param vendor null when the vendor has not been asked or does not say
 * @param rules at least one; of those that apply to a tranche the latest counts
 */
export function returnWindows(input: {
  readonly tranches: readonly SeatTranche[];
  readonly vendor: readonly { readonly quantity: number; readonly untilAt: Date }[] | null;
  readonly rules: readonly ReturnRule[];
  readonly now: Date;
}): ReturnWindow[] {
  const windows: ReturnWindow[] =
    input.vendor === null
      ? input.tranches.flatMap((tranche) => windowByRule(tranche, input.rules))
      : input.vendor.map(({ quantity, untilAt }) => ({ quantity, untilAt, decidedBy: "vendor" }));
  return windows
    .filter((window) => window.quantity > 0 && window.untilAt > input.now)
    .sort((a, b) => a.untilAt.getTime() - b.untilAt.getTime());
}

/** Seats that can be given back at all, over all windows. */
export function returnableSeats(windows: readonly ReturnWindow[]): number {
  return windows.reduce((seats, window) => seats + window.quantity, 0);
}

function windowByRule(tranche: SeatTranche, rules: readonly ReturnRule[]): ReturnWindow[] {
  const rule = rules
    .filter((candidate) => candidate.validFrom <= tranche.openedAt)
    .reduce<ReturnRule | null>(
      (latest, candidate) => (latest === null || candidate.validFrom > latest.validFrom ? candidate : latest),
      null,
    );
  if (rule === null) {
    return [];
  }
  const untilAt = new Date(tranche.openedAt.getTime() + rule.hours * HOUR_MS);
  return [{ quantity: tranche.quantity, untilAt, decidedBy: "rule" }];
}
