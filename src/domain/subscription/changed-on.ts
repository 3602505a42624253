import type { LocalDate } from "../calendar";
import { type ReturnWindow, returnableUntil } from "./return-windows";

/** What is known of a change of seats that the vendor has confirmed. */
export type ConfirmedChange = {
  /** Seats more than before; 0 or less: none were added. */
  readonly added: number;
  /** When the vendor was first asked for it. */
  readonly askedAt: Date;
  /** When it was seen to be done. */
  readonly seenAt: Date;
  /** Return windows before and after, as the vendor named them. */
  readonly before: readonly ReturnWindow[];
  readonly after: readonly ReturnWindow[];
};

/**
 * The vendor's day (UTC) from which a change of seats counts. Added seats have a window of their own, whose end tells when
 * they were added; else it is the day of the asking. The vendor states no day of a change itself.
 */
export function changedOn({ added, askedAt, seenAt, before, after }: ConfirmedChange): LocalDate {
  const known = new Set(before.map(({ until }) => until.getTime()));
  const opened = after.filter(({ quantity, until }) => quantity === added && !known.has(until.getTime()));
  for (const { until } of opened) {
    const boughtAt = boughtAtOf(until, askedAt);
    const day = utcDay(boughtAt);
    if (utcDay(askedAt) <= day && day <= utcDay(seenAt)) {
      return day;
    }
  }
  return utcDay(askedAt);
}

/** The instant whose window ends then, by the rule that held when it was asked for. */
function boughtAtOf(until: Date, askedAt: Date): Date {
  const length = returnableUntil(askedAt).getTime() - askedAt.getTime();
  return new Date(until.getTime() - length);
}

const utcDay = (at: Date): LocalDate => at.toISOString().slice(0, 10);
