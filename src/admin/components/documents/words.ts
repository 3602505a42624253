import type { InvoiceKind, InvoiceStatus } from "../../../api/admin/csp/invoices/document";
import type { SourceEvent } from "../../../api/admin/csp/invoices/lines/document";
import { day } from "../format";

type Look = { readonly word: string; readonly color: "green" | "red" | "orange" | "grey" | "blue" | "purple" };

export const STATUS_LOOKS: Readonly<Record<InvoiceStatus, Look>> = {
  draft: { word: "Draft", color: "purple" },
  open: { word: "Open", color: "orange" },
  paid: { word: "Paid", color: "green" },
  payment_failed: { word: "Payment failed", color: "red" },
  void: { word: "Void", color: "grey" },
  issued: { word: "Issued", color: "blue" },
};

export const DOCUMENT_WORDS: Readonly<Record<InvoiceKind, string>> = {
  activation: "First invoice",
  recurring: "Invoice",
  credit_note: "Credit note",
};

export const LINE_WORDS: Readonly<Record<string, string>> = {
  cycle: "Seats for a period",
  seat_change: "Seats changed",
  cancellation: "Credit for unused days",
  correction: "Correction",
  goodwill: "Given back as goodwill",
};

export const ATTEMPT_WORDS: Readonly<Record<string, string>> = {
  planned: "Planned",
  sent: "Sent, no answer yet",
  succeeded: "Succeeded",
  declined: "Declined",
  needs_action: "The customer has to confirm",
  unknown: "Answer lost, asked again",
  processing: "The bank is deciding",
};

const EVENT_WORDS: Readonly<Record<string, string>> = {
  started: "Subscription started",
  quantity_changed: "Seats changed",
  renewed: "Renewed",
  extended: "Extended by the vendor",
  cancelled: "Cancelled",
  ended: "Ended",
};

/** `Seats changed on 3 Feb 2026, 12 seats` */
export function eventInWords(event: SourceEvent): string {
  const what = event.type === undefined ? event.id : (EVENT_WORDS[event.type] ?? event.type);
  const when = event.on === undefined ? "" : ` on ${day(event.on)}`;
  const seats = event.quantity === undefined ? "" : `, ${event.quantity} seats`;
  return `${what}${when}${seats}`;
}

/** What a document is called: its number, or what it is while it has none. */
export function nameOf(document: { kind: InvoiceKind; number: string | null }): string {
  return document.number ?? (document.kind === "credit_note" ? "Draft credit note" : "Draft invoice");
}
