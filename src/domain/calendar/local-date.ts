/**
 * Calendar days without time and zone, as `YYYY-MM-DD` text. Text of this form sorts as the days do, so days are
 * compared with `<` inside the domain. Years 1000 to 9999 of the Gregorian calendar.
 */
export type LocalDate = string;

const TEXT_LENGTH = 10;
const DASH = 45;
const ZERO = 48;
const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

type DateParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
};

/** Text that names no day of the calendar. */
export class LocalDateError extends Error {
  constructor(text: string) {
    super(`"${text}" is not a date: write an existing day as YYYY-MM-DD.`);
    this.name = "LocalDateError";
  }
}

/**
 * Checks that the text is an existing day written as `YYYY-MM-DD` and returns it.
 * @throws LocalDateError for 2026-02-30, 2026-2-3, date-times and anything else
 */
export function parseLocalDate(text: string): LocalDate {
  partsOf(text);
  return text;
}

export function isLocalDate(text: string): boolean {
  return read(text) !== null;
}

/** The day `days` after (before, when negative) the given one. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Number of days from `a` to `b`: 0 for the same day, negative when `b` is earlier. The length of `[a, b)`. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** -1 when `a` is earlier, 0 on the same day, 1 when `a` is later. */
export function compareDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

export function earlierDate(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

export function laterDate(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

/**
 * The day `months` calendar months after the anchor, with the anchor's day of the month, or the month's last day where
 * that does not exist. Always from the anchor, never from the previous boundary, so 31 Jan gives 28 Feb and 31 Mar.
 */
export function addMonthsFromAnchor(anchor: LocalDate, months: number): LocalDate {
  if (!Number.isSafeInteger(months)) {
    throw new RangeError(`A number of months must be whole, got ${months}.`);
  }
  const { year, month, day } = partsOf(anchor);
  return clampedDay(year * 12 + (month - 1) + months, day);
}

/** The day with this number in the month of the index (see `monthIndex`), or the month's last day where it has fewer. */
export function clampedDay(index: number, dayOfMonth: number): LocalDate {
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return format(year, month, Math.min(dayOfMonth, daysInMonth(year, month)));
}

/** The month index (year x 12 + month - 1) of a day; differences are whole calendar months. */
export function monthIndex(date: LocalDate): number {
  const { year, month } = partsOf(date);
  return year * 12 + month - 1;
}

export function isLastDayOfMonth(date: LocalDate): boolean {
  const { year, month, day } = partsOf(date);
  return day === daysInMonth(year, month);
}

/** For explanations in English: `15 Mar 2026`. */
export function dayInWords(date: LocalDate): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${MONTH_NAMES[month - 1]} ${year}`;
}

function partsOf(text: string): DateParts {
  const parts = read(text);
  if (parts === null) {
    throw new LocalDateError(text);
  }
  return parts;
}

/** Null for text that is no existing day. Reads digit by digit: every calculation of the domain comes through here. */
function read(text: string): DateParts | null {
  if (text.length !== TEXT_LENGTH || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) {
    return null;
  }
  const year = digitsAt(text, 0) * 100 + digitsAt(text, 2);
  const month = digitsAt(text, 5);
  const day = digitsAt(text, 8);
  // NaN, from anything that is no digit, fails every comparison.
  const exists = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : null;
}

/** The number that two digits make; NaN where one of them is none. */
function digitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    return isLeapYear(year) ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function format(year: number, month: number, day: number): LocalDate {
  const text = `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
  if (year < 1000 || year > 9999) {
    throw new LocalDateError(text);
  }
  return text;
}

/**
 * Days since 1 March of year 0, by arithmetic on years that begin in March: the leap day is then the last day of a
 * year and every month before it has a fixed offset.
 */
function dayNumber(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  const marchYear = month > 2 ? year : year - 1;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
}

function fromDayNumber(days: number): LocalDate {
  if (!Number.isSafeInteger(days)) {
    throw new RangeError(`A number of days must be whole, got ${days}.`);
  }
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return format(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}
