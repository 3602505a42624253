/** `2025-11-01T00:00:00.0000000Z`: up to seven decimals, always UTC. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,7})?Z$/;
/** `2/4/2021 8:35:31 PM`: month first, UTC by the vendor's convention. */
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) (AM|PM)$/i;
/** From this year on an end date only says "no end". */
const OPEN_END_YEAR = 9000;

const parsed = new Map<string, string | null>();
const PARSED_LIMIT = 2_000;

/**
 * Reads an instant in either of the price sheet's two spellings.
 *
 * @returns ISO text in UTC with whole seconds, or null when the text is no such date (31 February included)
 */
export function readInstant(text: string): string | null {
  // A sheet repeats a handful of dates thousands of times.
  const known = parsed.get(text);
  if (known !== undefined) {
    return known;
  }
  const instant = parse(text);
  if (parsed.size >= PARSED_LIMIT) {
    parsed.clear();
  }
  parsed.set(text, instant);
  return instant;
}

/** True for an end date that means "until further notice", such as `9999-11-30`. */
export function isOpenEnd(instant: string): boolean {
  return Number(instant.slice(0, 4)) >= OPEN_END_YEAR;
}

function parse(text: string): string | null {
  const iso = ISO.exec(text);
  if (iso) {
    const [year, month, day, hour, minute, second] = iso.slice(1).map(Number);
    return build(year, month, day, hour, minute, second);
  }
  const american = AMERICAN.exec(text);
  if (american) {
    const [month, day, year, hour, minute, second] = american.slice(1, 7).map(Number);
    if (hour === undefined || hour < 1 || hour > 12) {
      return null;
    }
    const afternoon = american[7]?.toUpperCase() === "PM" ? 12 : 0;
    return build(year, month, day, (hour % 12) + afternoon, minute, second);
  }
  return null;
}

function build(year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0): string | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const same =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  // The calendar has no year 0, and neither has the database.
  return same && year > 0 ? date.toISOString() : null;
}
