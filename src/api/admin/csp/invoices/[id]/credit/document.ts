import { z } from "zod";
import { day, id, money } from "../../../../../http/document";
import { invoiceLine, taxRow, totals } from "../../lines/document";

const MOST_LINES = 1_000;
const AMOUNT = 'must be an amount above 0, such as "12.50"';
const LINES = "must be all, or a list of lines with the net amount to give back on each";
const WHY = "must say why, in words the customer reads";

const creditedLine = z.strictObject({
  line_id: id,
  net: z.string(AMOUNT).refine((text) => /^\d{1,13}(\.\d{1,4})?$/.test(text) && Number(text) > 0, AMOUNT),
});

const credit = z.strictObject({
  reason: z.enum(["correction", "goodwill"], "must be correction or goodwill"),
  text: z.string(WHY).trim().min(1, WHY).max(500, "must be at most 500 letters"),
  dry_run: z.boolean("must be true or false").default(false),
});

/** A credit note over all that is left of an issued invoice; `dry_run: true` only says what it would be. */
export const wholeCreditBody = credit.extend({ lines: z.literal("all") });

/** The same over some lines. Two schemas, because the problems of a union's member are not told by field. */
export const partCreditBody = credit.extend({
  lines: z.array(creditedLine, LINES).min(1, LINES).max(MOST_LINES, `must be at most ${MOST_LINES} lines`),
});

export type CreditBody = z.output<typeof wholeCreditBody> | z.output<typeof partCreditBody>;
/** What a form sends. */
export type CreditRequest = z.input<typeof wholeCreditBody> | z.input<typeof partCreditBody>;

/** A credit note, issued or only tried out (then without id and number), and what becomes of its amount. */
export const creditNote = totals.extend({
  id: z.string().nullable(),
  number: z.string().nullable(),
  issued_on: day,
  reason: z.string().nullable(),
  tax_summary: z.array(taxRow),
  lines: z.array(invoiceLine),
  /** First it reduces what is unpaid of the invoice. */
  reduces_invoice_by: money,
  /** Or stands for what has gone back of its payment. */
  covers_reversed: money,
  /** The rest goes to the account's credit balance. */
  to_credit_balance: money,
});
export type CreditNote = z.output<typeof creditNote>;

export const creditNoteAnswer = z.strictObject({ credit_note: creditNote });
export type CreditNoteAnswer = z.output<typeof creditNoteAnswer>;
