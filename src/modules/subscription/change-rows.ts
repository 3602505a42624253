import { z } from "zod";
import type { ChangeState, OutsideSystem } from "../../domain/states";
import { REFUSED_BY } from "../../domain/states";
import type { AskedBy, ChangeFacts, ChangeKind, SubscriptionChange } from "./change-types";

export type ChangeRow = {
  id: string;
  subscription_id: string;
  company_id: string;
  kind: ChangeKind;
  wanted: unknown;
  from_quantity: number;
  preview_hash: string;
  shown: unknown;
  state: ChangeState;
  stands_in: ChangeState | null;
  standing_since: Date | null;
  asked_as: AskedBy["as"];
  asked_by: string;
  reason: string | null;
  refusal: unknown;
  request_id: string;
  vendor_asked_at: Date | null;
  confirmed_at: Date | null;
  counts_from: string | null;
  event_id: string | null;
  wish_kept_at: Date | null;
  invoice_id: string | null;
  /** bigint arrives as text. */
  hold_amount: string | null;
  hold_payment_intent_id: string | null;
  held_at: Date | null;
  hold_ended_at: Date | null;
  page_session_id: string | null;
  page_number: number;
  awaits_until: Date | null;
  created_at: Date;
  finished_at: Date | null;
  next_at: Date | null;
  attempts: number;
  failures: number;
  started_at: Date | null;
  last_error: string | null;
  set_up_fault: string | null;
  set_up_since: Date | null;
  absent: OutsideSystem | null;
  absent_since: Date | null;
};

/** The columns of ChangeRow, with dates as text. */
export const CHANGE_COLUMNS = `id, subscription_id, company_id, kind, wanted, from_quantity, preview_hash, shown, state,
  stands_in, standing_since, asked_as, asked_by, reason, refusal, request_id, vendor_asked_at, confirmed_at,
  counts_from::text as counts_from, event_id, wish_kept_at, invoice_id, hold_amount, hold_payment_intent_id, held_at,
  hold_ended_at, page_session_id, page_number, awaits_until, created_at, finished_at, next_at, attempts, failures,
  started_at, last_error, set_up_fault, set_up_since, absent, absent_since`;

const seats = z.int().min(1);

export const changeWantedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("seats"), quantity: seats }),
  z.object({ kind: z.literal("cancel") }),
  z.object({ kind: z.literal("renewal"), outcome: z.enum(["renew", "stop", "extend"]), quantity: seats.nullable() }),
]);

const shownSchema = z.object({
  currency: z.string().length(3),
  on: z.iso.date(),
  gross: z.int(),
  amountDue: z.int(),
  atOnce: z.boolean(),
});

const refusalSchema = z.object({
  code: z.string(),
  reason: z.string(),
  detail: z.string(),
  by: z.enum(REFUSED_BY),
});

export function changeFromRow(row: ChangeRow): SubscriptionChange {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    companyId: row.company_id,
    kind: row.kind,
    wanted: changeWantedSchema.parse(row.wanted),
    fromQuantity: row.from_quantity,
    previewHash: row.preview_hash,
    shown: shownSchema.parse(row.shown),
    state: row.state,
    standsIn: row.stands_in,
    standingSince: row.standing_since,
    askedBy: { as: row.asked_as, actor: row.asked_by, reason: row.reason },
    refusal: row.refusal === null ? null : refusalSchema.parse(row.refusal),
    requestId: row.request_id,
    vendorAskedAt: row.vendor_asked_at,
    confirmedAt: row.confirmed_at,
    countsFrom: row.counts_from,
    eventId: row.event_id,
    wishKeptAt: row.wish_kept_at,
    invoiceId: row.invoice_id,
    holdAmount: row.hold_amount === null ? null : Number(row.hold_amount),
    holdPaymentIntentId: row.hold_payment_intent_id,
    heldAt: row.held_at,
    holdEndedAt: row.hold_ended_at,
    pageSessionId: row.page_session_id,
    pageNumber: row.page_number,
    awaitsUntil: row.awaits_until,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    nextAt: row.next_at,
    attempts: row.attempts,
    failures: row.failures,
    startedAt: row.started_at,
    lastError: row.last_error,
    setUpFault: row.set_up_fault,
    setUpSince: row.set_up_since,
    absent: row.absent,
    absentSince: row.absent_since,
  };
}

const FACT_COLUMNS: Readonly<Record<keyof ChangeFacts, string>> = {
  refusal: "refusal",
  vendorAskedAt: "vendor_asked_at",
  confirmedAt: "confirmed_at",
  countsFrom: "counts_from",
  eventId: "event_id",
  wishKeptAt: "wish_kept_at",
  invoiceId: "invoice_id",
  holdPaymentIntentId: "hold_payment_intent_id",
  heldAt: "held_at",
  holdEndedAt: "hold_ended_at",
  pageSessionId: "page_session_id",
  pageNumber: "page_number",
  awaitsUntil: "awaits_until",
};

export function factColumns(facts: ChangeFacts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      FACT_COLUMNS[name as keyof ChangeFacts],
      name === "refusal" && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}
