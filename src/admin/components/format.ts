import type { Money } from "../../api/http/document";

const DAY_MS = 24 * 60 * 60 * 1000;

/** `1,234.50 USD` */
export function inWords({ amount, currency }: Money): string {
  const [whole = "0", decimals] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${decimals === undefined ? grouped : `${grouped}.${decimals}`} ${currency}`;
}

/** The amount with its sign turned. */
export function negative({ amount, currency }: Money): Money {
  const isNegative = amount.startsWith("-");
  return { amount: isNegative || /^[0.]+$/.test(amount) ? amount.replace(/^-/, "") : `-${amount}`, currency };
}

/** True for 0, 0.00 and so on. */
export function isNothing({ amount }: Money): boolean {
  return /^-?[0.]+$/.test(amount);
}

/** `31 Jan 2026` for a local date, which has no time zone to be shifted into. */
export function day(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** The local date `days` after the given one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** An instant in the reader's own zone. */
export function instant(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}

/** The same instant in UTC: `2026-01-31 23:59 UTC`. */
export function inUtc(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** `1 invoice`, `2 invoices` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
