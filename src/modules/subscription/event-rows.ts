import { z } from "zod";
import { parseLocalDate } from "../../domain/calendar";
import type { SubscriptionEvent } from "../../domain/subscription";
import type { NewSubscriptionEvent } from "./types";

export type EventRow = {
  id: string;
  subscription_id: string;
  sequence: number;
  source_id: string;
  type: SubscriptionEvent["type"];
  /** `YYYY-MM-DD`: selected as text, because the driver would make it an instant in the server's zone. */
  on_date: string;
  data: unknown;
};

/** The columns of EventRow, with the date as text. */
export const EVENT_COLUMNS = "id, subscription_id, sequence, source_id, type, on_date::text as on_date, data";

const seats = z.int().positive();
const termsSchema = z.object({
  term: z.enum(["P1M", "P1Y", "P3Y"]),
  billingPlan: z.enum(["monthly", "annual", "triennial"]),
  currency: z.string().length(3),
  unitTermPrice: z.int().nonnegative(),
  priceVersion: z.string().min(1),
  billingDay: z.int().min(1).max(31).optional(),
});
const termDataSchema = z.object({
  quantity: seats,
  terms: termsSchema,
  termEndsOn: z.string().transform(parseLocalDate),
});
const quantityDataSchema = z.object({ quantity: seats });

/** @throws ZodError when a stored event does not have the shape of its type. */
export function eventFromRow(row: EventRow): SubscriptionEvent {
  const identity = { id: row.id, sequence: row.sequence, on: parseLocalDate(row.on_date) };
  switch (row.type) {
    case "started":
    case "renewed":
    case "extended":
      return { type: row.type, ...identity, ...termDataSchema.parse(row.data) };
    case "quantity_changed":
      return { type: row.type, ...identity, ...quantityDataSchema.parse(row.data) };
    case "cancelled":
    case "ended":
      return { type: row.type, ...identity };
  }
}

/** What goes into the JSON column: everything of the event that has no column of its own. */
export function eventData(event: NewSubscriptionEvent): Record<string, unknown> {
  switch (event.type) {
    case "started":
    case "renewed":
    case "extended":
      return termDataSchema.parse({ quantity: event.quantity, terms: event.terms, termEndsOn: event.termEndsOn });
    case "quantity_changed":
      return quantityDataSchema.parse({ quantity: event.quantity });
    case "cancelled":
    case "ended":
      return {};
  }
}

const proposalSchema = z.object({
  type: z.enum(["started", "quantity_changed", "renewed", "extended", "cancelled", "ended"]),
  on: z.string().transform(parseLocalDate),
  data: z.unknown(),
});

/** A proposed event as it is stored beside a difference: in the shape of the history's own rows. */
export function storedProposal(event: NewSubscriptionEvent): Record<string, unknown> {
  return { type: event.type, on: event.on, data: eventData(event) };
}

/** @throws ZodError when a stored proposal does not have the shape of its type. */
export function proposalOf(stored: unknown): NewSubscriptionEvent {
  const { type, on, data } = proposalSchema.parse(stored);
  const row = { id: "", subscription_id: "", sequence: 0, source_id: "", type, on_date: on, data };
  const { id: _id, sequence: _sequence, ...event } = eventFromRow(row);
  return event;
}
