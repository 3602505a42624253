import { z } from "zod";

const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};

export const runsQuery = z.strictObject({ limit: whole(1, 100).default(20), offset: whole(0, 1_000_000).default(0) });

/** `dry_run: true` plans and adds up without writing an invoice. */
export const runBody = z.strictObject({ dry_run: z.boolean("must be true or false").default(false) });
