import { z } from "zod";
import { day, instant, money } from "../../../../../http/document";
import { plannedInvoice } from "../../../billing/document";
import { chargePeriod } from "../../../document";
import { plannedLine } from "../../../invoices/document";

/** What happens at the end of the term: a new term, no more service, or service by the month at another price. */
export const endOfTerm = z.enum(["renew", "stop", "extend"]);

/** What a change would mean if it counted from the vendor's day (UTC) of now. */
export const changePreview = z.strictObject({
  /** Handed back by whoever asks for the change: it names what was shown. */
  hash: z.string(),
  subscription_id: z.string(),
  current_quantity: z.int(),
  from_on: day,
  valid_until_at: instant,
  /** What the change itself adds or gives back, before tax. */
  change: z.strictObject({ lines: z.array(plannedLine), net: money }),
  /** The invoice or credit note with the change on it; null when no money moves before the end of the term. */
  charge: plannedInvoice.extend({ at_once: z.boolean(), on: day }).nullable(),
  /** The subscription's next regular charge; null when there is none in this term. */
  later: z.strictObject({ period: chargePeriod, from_on: day, lines: z.array(plannedLine), net: money }).nullable(),
  /** Everything still to be billed until the end of the term, the change included; before tax, after discounts. */
  rest_of_term: money,
  /** Until when it can be taken back; null: not at all. */
  undo_until_at: instant.nullable(),
  /**
   * The term after this one, or the first month of service that goes on by the month, by the price that is known for its
   * first day; null where the change says nothing of it, or nobody has named a price.
   */
  next_term: z
    .strictObject({
      from_on: day,
      quantity: z.int(),
      first_charge: money,
      whole_term: money,
      /** False: nobody knows that day's price yet, and it is today's. */
      price_known: z.boolean(),
    })
    .nullable(),
});
export type ChangePreview = z.output<typeof changePreview>;

export const changePreviewAnswer = z.strictObject({ preview: changePreview });
export type ChangePreviewAnswer = z.output<typeof changePreviewAnswer>;

/** A change that somebody asked for. */
export const change = z.strictObject({
  id: z.string(),
  subscription_id: z.string(),
  kind: z.enum(["add_seats", "return_seats", "cancel", "renewal"]),
  /** What it is, as a sentence goes on: `5 more seats of ..., 15 in all`. */
  words: z.string(),
  state: z.enum([
    "requested",
    "awaiting_customer",
    "at_vendor",
    "settling",
    "releasing",
    "needs_attention",
    "done",
    "refused",
    "withdrawn",
  ]),
  from_quantity: z.int(),
  /** Seats wanted: of this term, or of the next one; null where none are named. */
  quantity: z.int().nullable(),
  /** What is to happen at the end of the term; null where the change is not about that. */
  outcome: endOfTerm.nullable(),
  /** What was shown to be due, after the company's credit. */
  amount_due: money,
  at_once: z.boolean(),
  /** `seller`: on the company's behalf, for the reason. `system`: written again because the vendor had lost it. */
  asked_as: z.enum(["customer", "seller", "system"]),
  reason: z.string().nullable(),
  /** Why it came to nothing; null unless it did. `by`: whose doing it was. */
  refusal: z.strictObject({ reason: z.string(), by: z.enum(["bank", "vendor", "seller", "nobody"]) }).nullable(),
  /** The vendor's day from which it counts; null before the vendor confirmed. */
  counts_from_on: day.nullable(),
  confirmed_at: instant.nullable(),
  invoice_id: z.string().nullable(),
  /** Until when a payment can be confirmed at the bank; null where none is to be. */
  awaits_until_at: instant.nullable(),
  can_withdraw: z.boolean(),
  asked_at: instant,
  finished_at: instant.nullable(),
});
export type Change = z.output<typeof change>;

export const changeAnswer = z.strictObject({ change });
export type ChangeAnswer = z.output<typeof changeAnswer>;

/** The newest first. */
export const changeListAnswer = z.strictObject({ changes: z.array(change) });
export type ChangeListAnswer = z.output<typeof changeListAnswer>;

/** Where a payment is confirmed at the bank. */
export const changePaymentAnswer = z.strictObject({ url: z.url(), until_at: instant });
export type ChangePaymentAnswer = z.output<typeof changePaymentAnswer>;
