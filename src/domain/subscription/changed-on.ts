import type { LocalDate } from "../calendar";
import { type ReturnWindow, returnableUntil } from "./return-windows";

/** What two looks at the vendor's record tell of seats that were added between them. */
export type AddedSeats = {
  /** Seats more than before; 0 or less: none were added. */
  readonly added: number;
  /** The earliest and the latest instant at which it can have been. */
  readonly after: Date;
  readonly seenAt: Date;
  /** Return windows before and then, as the vendor named them. */
  readonly windowsBefore: readonly ReturnWindow[];
  readonly windows: readonly ReturnWindow[];
};

/**
 * The vendor's day (UTC) on which seats were added. The vendor states no day of a change: added seats have a window of
 * their own, whose end tells when they were bought. Null where no window of just so many seats was opened in that time.
 */
export function addedOn({ added, after, seenAt, windowsBefore, windows }: AddedSeats): LocalDate | null {
  const known = new Set(windowsBefore.map(({ until }) => until.getTime()));
  const opened = windows.filter(({ quantity, until }) => quantity === added && !known.has(until.getTime()));
  const days = opened.map(({ until }) => utcDay(boughtAt(until, seenAt)));
  return days.find((day) => utcDay(after) <= day && day <= utcDay(seenAt)) ?? null;
}

/** What is known of a change of seats that the vendor has confirmed. */
export type ConfirmedChange = Omit<AddedSeats, "after"> & {
  /** When the vendor was first asked for it. */
  readonly askedAt: Date;
};

/** The vendor's day (UTC) from which a change of seats counts that was asked for here: where no window tells, that of the asking. */
export function changedOn({ askedAt, ...seen }: ConfirmedChange): LocalDate {
  return addedOn({ ...seen, after: askedAt }) ?? utcDay(askedAt);
}

/** The instant whose window ends then, by the rule that holds when it is seen. */
function boughtAt(until: Date, seenAt: Date): Date {
  return new Date(until.getTime() - (returnableUntil(seenAt).getTime() - seenAt.getTime()));
}

const utcDay = (at: Date): LocalDate => at.toISOString().slice(0, 10);
