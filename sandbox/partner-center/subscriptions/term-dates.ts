const dayMs = 86_400_000;

/** `YYYY-MM-DD` in UTC: every date of this vendor is a UTC date. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const addDays = (day: string, count: number): string =>
  dayOf(new Date(startOfDay(day).getTime() + count * dayMs));

const monthsOfTerm: Record<string, number> = { P1M: 1, P1Y: 12, P3Y: 36 };
const monthsOfCycle: Record<string, number> = { monthly: 1, annual: 12, triennial: 36 };

export const termMonths = (term: string): number => monthsOfTerm[term] ?? 1;

/** How many charges a term has under a billing cycle; one for `none` and for prepaid terms. */
export function chargesOf(term: string, billingCycle: string): number {
  return Math.max(1, termMonths(term) / (monthsOfCycle[billingCycle] ?? termMonths(term)));
}

const lastOfMonth = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

function inMonth(year: number, month: number, dayNumber: number): string {
  return dayOf(new Date(Date.UTC(year, month, Math.min(dayNumber, lastOfMonth(year, month)))));
}

/** The same day `months` later, clamped to the end of a shorter month. */
export function addMonths(day: string, months: number): string {
  const at = startOfDay(day);
  return inMonth(at.getUTCFullYear(), at.getUTCMonth() + months, at.getUTCDate());
}

/** Last day of a term that starts on `day`, inclusive: a monthly term from 31 January ends on 27 February. */
export const lastDayOfTerm = (day: string, term: string): string => addDays(addMonths(day, termMonths(term)), -1);

/** 00:00 UTC of the day after the last day of a subscription's term. */
export const termOver = ({ commitmentEndsOn }: { commitmentEndsOn: string }): Date =>
  startOfDay(addDays(commitmentEndsOn, 1));

/**
 * Start of the k-th billing cycle. A term bought on the last day of a month has cycles that start on last days, one
 * bought on the day before keeps to the day before the last; otherwise the day number, clamped.
 */
export function cycleStart(day: string, billingCycle: string, k: number): string {
  const at = startOfDay(day);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + k * (monthsOfCycle[billingCycle] ?? 1)];
  const fromEnd = lastOfMonth(at.getUTCFullYear(), at.getUTCMonth()) - at.getUTCDate();
  const target = new Date(Date.UTC(year, month, 1));
  const last = lastOfMonth(target.getUTCFullYear(), target.getUTCMonth());
  return inMonth(year, month, fromEnd <= 1 ? last - fromEnd : at.getUTCDate());
}

/** Last day of the billing cycle in which `today` lies, never after the term's own last day. */
export function cycleEnd(termStart: string, termLast: string, billingCycle: string, today: string): string {
  for (let k = 1; ; k += 1) {
    const end = addDays(cycleStart(termStart, billingCycle, k), -1);
    if (end >= termLast) {
      return termLast;
    }
    if (end >= today) {
      return end;
    }
  }
}
