import { z } from "zod";

const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(problem).int(problem).min(least, problem).max(most, problem);
};

/** Paging of a company's own invoices. */
export const invoicesQuery = z.strictObject({
  limit: whole(1, 100).default(50),
  offset: whole(0, 1_000_000).default(0),
});
