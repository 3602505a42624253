import { z } from "zod";

const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};
const id = z.string("must be an id").min(1, "must be an id");

const KINDS = ["activation", "recurring", "credit_note"] as const;
const STATUSES = ["draft", "open", "paid", "payment_failed", "void", "issued"] as const;

/** What the partner may ask of all documents. */
export const adminInvoicesQuery = z.strictObject({
  q: z.string("must be one text").trim().max(100, "must be at most 100 letters").optional(),
  kind: z.enum(KINDS, `must be one of ${KINDS.join(", ")}`).optional(),
  status: z.enum(STATUSES, `must be one of ${STATUSES.join(", ")}`).optional(),
  account_id: id.optional(),
  run_id: id.optional(),
  limit: whole(1, 200).default(50),
  offset: whole(0, 10_000_000).default(0),
});

const MOST_LINES = 1_000;
const AMOUNT = 'must be an amount above 0 as text, such as "12.50"';
const LINES = "must be all, or a list of lines with the net amount to give back on each";

const creditedLine = z.strictObject({
  line_id: id,
  net: z.string(AMOUNT).refine((text) => /^\d{1,13}(\.\d{1,4})?$/.test(text) && Number(text) > 0, AMOUNT),
});

const credit = z.strictObject({
  reason: z.enum(["correction", "goodwill"], "must be correction or goodwill"),
  text: z
    .string("must say why, in words the customer reads")
    .trim()
    .min(1, "must say why, in words the customer reads")
    .max(500, "must be at most 500 letters"),
  dry_run: z.boolean("must be true or false").default(false),
});

/** A credit note over all that is left of an issued invoice; `dry_run: true` only says what it would be. */
export const wholeCreditBody = credit.extend({ lines: z.literal("all") });

/** The same over some lines. Two schemas, because the problems of a union's member are not told by field. */
export const partCreditBody = credit.extend({
  lines: z.array(creditedLine, LINES).min(1, LINES).max(MOST_LINES, `must be at most ${MOST_LINES} lines`),
});

export type CreditBody = z.output<typeof wholeCreditBody> | z.output<typeof partCreditBody>;
