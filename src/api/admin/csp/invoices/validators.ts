import { z } from "zod";

const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};

const STATUSES = ["open", "paid", "payment_failed", "void"] as const;

/** What the partner may ask of all invoices. */
export const adminInvoicesQuery = z.strictObject({
  q: z.string("must be one text").trim().max(100, "must be at most 100 letters").optional(),
  status: z.enum(STATUSES, `must be one of ${STATUSES.join(", ")}`).optional(),
  limit: whole(1, 200).default(50),
  offset: whole(0, 10_000_000).default(0),
});
