import type { LocalDate } from "./local-date";

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();
const HOUR_MS = 3_600_000;
/** First instants found before: a run asks for the same few days for every account, and the search is slow. */
const DAY_STARTS = new Map<string, number>();
const MOST_DAY_STARTS = 1_000;

/** The calendar day it is in the IANA time zone at the instant. @throws RangeError for an unknown zone */
export function localDateIn(instant: Date, timeZone: string): LocalDate {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.get("year")?.padStart(4, "0")}-${parts.get("month")}-${parts.get("day")}`;
}

/**
 * The first instant of the calendar day in the IANA time zone. Where the clocks jump over midnight it is the jump; where
 * the zone skipped the whole day it is the start of the next one.
 */
export function startOfLocalDay(date: LocalDate, timeZone: string): Date {
  const key = `${date} ${timeZone}`;
  const known = DAY_STARTS.get(key);
  if (known !== undefined) {
    return new Date(known);
  }
  const start = findStart(date, timeZone);
  if (DAY_STARTS.size >= MOST_DAY_STARTS) {
    DAY_STARTS.clear();
  }
  DAY_STARTS.set(key, start);
  return new Date(start);
}

function findStart(date: LocalDate, timeZone: string): number {
  const midnightUtc = Date.parse(`${date}T00:00:00.000Z`);
  // Zones lie between UTC-12 and UTC+14 (26 hours apart at the date line's moves), so the day begins in this window.
  let before = midnightUtc - 26 * HOUR_MS;
  let reached = midnightUtc + 26 * HOUR_MS;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (localDateIn(new Date(middle), timeZone) < date) {
      before = middle;
    } else {
      reached = middle;
    }
  }
  return reached;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  FORMATTERS.set(timeZone, formatter);
  return formatter;
}
