import { z } from "zod";
import { day, money, span } from "../../../../http/document";

/** The sums of a document. `subtotal` is net before discounts, `total` is what the customer pays. */
export const totals = z.strictObject({
  subtotal: money,
  discount: money,
  net: money,
  tax: money,
  total: money,
});
export type Totals = z.output<typeof totals>;

/** Base and tax of one rate. */
export const taxRow = z.strictObject({
  code: z.string(),
  name: z.string(),
  rate_percent: z.string(),
  treatment: z.enum(["standard", "zero_rated", "exempt", "reverse_charge", "export", "outside_scope"]),
  /** Words the law wants printed beside the rate. */
  note: z.string().nullable(),
  base: money,
  tax: money,
});
export type TaxRow = z.output<typeof taxRow>;

/** What a discount took off a line; `share` is the exact part of the line's amount before discounts. */
export const appliedDiscount = z.strictObject({
  id: z.string(),
  name: z.string(),
  in_words: z.string(),
  share: z.string(),
  amount: money,
});
export type AppliedDiscount = z.output<typeof appliedDiscount>;

const periodWithDays = span.extend({ days: z.int() });
const lineKind = z.enum(["cycle", "seat_change", "cancellation", "correction", "goodwill"]);

/** A line as it is on a document or would be. */
export const invoiceLine = z.strictObject({
  id: z.string(),
  kind: lineKind,
  description: z.string(),
  detail: z.string(),
  formula: z.string(),
  subscription_id: z.string(),
  period: periodWithDays,
  quantity: z.int(),
  unit_price: money,
  subtotal: money,
  discount: money,
  discounts: z.array(appliedDiscount),
  net: money,
  tax: money,
  total: money,
  /** Codes of its own rates, those of what it gives back; null: all of the document's. */
  tax_codes: z.array(z.string()).readonly().nullable(),
  /** The buyer's number of the order it came from. */
  purchase_order_number: z.string().nullable(),
  credited_line_id: z.string().nullable(),
});
export type InvoiceLine = z.output<typeof invoiceLine>;

/** The event that made a line; its id alone where the history no longer has it. */
export const sourceEvent = z.strictObject({
  id: z.string(),
  type: z.enum(["started", "quantity_changed", "renewed", "extended", "cancelled", "ended"]).optional(),
  sequence: z.int().optional(),
  on: day.optional(),
  quantity: z.int().optional(),
  term: z.enum(["P1M", "P1Y", "P3Y"]).optional(),
  billing_plan: z.enum(["monthly", "annual", "triennial"]).optional(),
  price_version: z.string().optional(),
  unit_term_price: money.optional(),
  term_ends_on: day.optional(),
});
export type SourceEvent = z.output<typeof sourceEvent>;

/** What another document billed or gave back for the same charge period. */
export const earlierLine = z.strictObject({
  invoice_id: z.string(),
  number: z.string().nullable(),
  issued_on: day,
  charge_key: z.string(),
  kind: lineKind,
  formula: z.string(),
  net: money,
});
export type EarlierLine = z.output<typeof earlierLine>;

/** Everything the amount of a line was made from, so that it can be followed by hand. */
export const lineInputs = z.strictObject({
  charge_key: z.string(),
  reference_period: periodWithDays,
  factor: z.string(),
  policy_version: z.string(),
  source_event: sourceEvent,
  earlier_lines: z.array(earlierLine),
});
export type LineInputs = z.output<typeof lineInputs>;

/** A line of an issued document or of a draft, with its inputs and with what may still be given back of its net. */
export const tracedLine = invoiceLine.extend({ left_to_credit: money, inputs: lineInputs });
export type TracedLine = z.output<typeof tracedLine>;
