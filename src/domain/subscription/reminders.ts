import { addDays, daysBetween, type LocalDate } from "../calendar";

/** How many days before the end of a term a reminder of it is due, the earliest first. */
export const REMINDER_DAYS = [90, 60, 30, 14, 7, 2] as const;

export type ReminderDays = (typeof REMINDER_DAYS)[number];

/** The one that also goes out when the company has confirmed what is planned. */
const LAST_REMINDER: ReminderDays = 2;

/** A reminder belongs in the last quarter of its term: a month has those of 7 and 2 days, a year all of them. */
const PART_OF_TERM = 4;

/** A running term, in days of the vendor (UTC), on which terms begin and end. */
export type RemindedTerm = {
  readonly termStartedOn: LocalDate;
  /** First day after the term. */
  readonly termEndsOn: LocalDate;
};

/** The reminders that a term has, the earliest first. */
export function remindersOf({ termStartedOn, termEndsOn }: RemindedTerm): ReminderDays[] {
  const length = daysBetween(termStartedOn, termEndsOn);
  return REMINDER_DAYS.filter((days) => days * PART_OF_TERM <= length);
}

/**
 * The reminder of a term that is due at an instant. Of those that the clock has passed since anybody looked it is the newest,
 * and an older one is never due again; nothing is due once the vendor has locked the term, as nobody could act on it.
 *
 * @param reminded the last one that was dealt with in this term; null: none was
 */
export function dueReminder(
  term: RemindedTerm,
  { now, reminded }: { readonly now: Date; readonly reminded: number | null },
): ReminderDays | null {
  if (now >= lockedFrom(term.termEndsOn)) {
    return null;
  }
  const newest = remindersOf(term)
    .filter((days) => dayBefore(term, days) <= now)
    .at(-1);
  return newest === undefined || (reminded !== null && newest >= reminded) ? null : newest;
}

/** Whether a reminder goes out: a company that has confirmed what is planned is left in peace until the last one. */
export function isReminderSent(days: ReminderDays, isConfirmed: boolean): boolean {
  return !isConfirmed || days === LAST_REMINDER;
}

/** The instant at which the next reminder of a term, later than `now`, becomes due; null where none is left. */
export function nextReminderAt(term: RemindedTerm, now: Date): Date | null {
  return (
    remindersOf(term)
      .map((days) => dayBefore(term, days))
      .find((at) => at > now) ?? null
  );
}

/** Until when a reminder is of use, exclusive: the next one comes then, or the vendor locks the term. */
export function reminderUntil(term: RemindedTerm, now: Date): Date {
  return nextReminderAt(term, now) ?? lockedFrom(term.termEndsOn);
}

/**
 * The instant until which instructions for the end of a term are taken, exclusive. The vendor renews from 00:00 UTC of the
 * first day after the term on, and wants instructions a day before. Source: Partner Center, scheduled changes.
 */
export function lockedFrom(termEndsOn: LocalDate): Date {
  return startOfDay(addDays(termEndsOn, -1));
}

const dayBefore = ({ termEndsOn }: RemindedTerm, days: number): Date => startOfDay(addDays(termEndsOn, -days));

const startOfDay = (on: LocalDate): Date => new Date(`${on}T00:00:00.000Z`);
