import type { InvoiceStatus, Money, SourceEvent } from "./api";

type Look = { readonly word: string; readonly color: "green" | "red" | "orange" | "grey" };

export const statusLooks: Readonly<Record<InvoiceStatus, Look>> = {
  open: { word: "Open", color: "orange" },
  paid: { word: "Paid", color: "green" },
  payment_failed: { word: "Payment failed", color: "red" },
  void: { word: "Void", color: "grey" },
};

export const kindWords: Readonly<Record<string, string>> = {
  cycle: "Seats for a period",
  seat_change: "Seats changed",
  cancellation: "Credit for unused days",
  correction: "Correction",
};

export const attemptWords: Readonly<Record<string, string>> = {
  planned: "Planned",
  sent: "Sent, no answer yet",
  succeeded: "Succeeded",
  declined: "Declined",
  needs_action: "The customer has to confirm",
  unknown: "Answer lost, asked again",
  processing: "The bank is deciding",
};

const eventWords: Readonly<Record<string, string>> = {
  started: "Subscription started",
  quantity_changed: "Seats changed",
  renewed: "Renewed",
  cancelled: "Cancelled",
  ended: "Ended",
};

/** `1,234.50 USD` */
export function inWords({ amount, currency }: Money): string {
  const [whole = "0", decimals] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${decimals === undefined ? grouped : `${grouped}.${decimals}`} ${currency}`;
}

/** `31 Jan 2026` for a local date, which has no time zone to be shifted into. */
export function day(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** An instant in the reader's own zone. */
export function instant(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}

/** `Seats changed on 3 Feb 2026 to 12 seats` */
export function eventInWords(event: SourceEvent): string {
  const what = event.type === undefined ? event.id : (eventWords[event.type] ?? event.type);
  const when = event.on === undefined ? "" : ` on ${day(event.on)}`;
  const seats = event.quantity === undefined ? "" : `, ${event.quantity} seats`;
  return `${what}${when}${seats}`;
}
