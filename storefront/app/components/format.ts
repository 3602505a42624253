import type { Money } from "../../../src/api/http/document";

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * Writes a sum for reading, e.g. "$2,640.00". The decimal text goes to the formatter as text, so no digit passes
 * through a floating-point number. Formatters are kept, one for each currency and style.
 */
export function formatMoney(money: Money, style: "full" | "short" = "full"): string {
  const key = `${money.currency}/${style}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat("en-US", {
      style: "currency",
      currency: money.currency,
      trailingZeroDisplay: style === "short" ? "stripIfInteger" : "auto",
    });
    formatters.set(key, formatter);
  }
  return formatter.format(money.amount as Intl.StringNumericLiteral);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Writes a date `YYYY-MM-DD` as "15 Mar 2027". Our own table keeps server and browser alike to the letter. */
export function formatDate(date: string): string {
  const [year = "", month = "", day = ""] = date.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** Writes an instant in UTC as "22 Mar 2027, 10:42 UTC". */
export function formatInstantUtc(instant: string): string {
  const iso = new Date(instant).toISOString();
  return `${formatDate(iso)}, ${iso.slice(11, 16)} UTC`;
}

/** Writes an instant in the zone of the machine this runs on, as "22 Mar 2027, 11:42". */
export function formatInstantLocal(instant: string): string {
  const at = new Date(instant);
  const two = (part: number) => String(part).padStart(2, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${formatDate(date)}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** How long until an instant, in two units: "6 days 23 hours", "42 minutes"; null when it has passed. */
export function timeUntil(instant: string, nowIso: string): string | null {
  const minutes = Math.floor((new Date(instant).getTime() - new Date(nowIso).getTime()) / 60_000);
  if (minutes <= 0) {
    return null;
  }
  const unit = (count: number, name: string) => `${count} ${name}${count === 1 ? "" : "s"}`;
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) {
    return hours > 0 ? `${unit(days, "day")} ${unit(hours, "hour")}` : unit(days, "day");
  }
  return hours > 0 ? `${unit(hours, "hour")} ${unit(minutes % 60, "minute")}` : unit(minutes, "minute");
}
