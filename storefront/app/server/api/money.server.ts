import { z } from "zod";

export const moneySchema = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: z.string().length(3),
});
export const termSchema = z.enum(["P1M", "P1Y", "P3Y"]);
export const billingPlanSchema = z.enum(["monthly", "annual", "triennial"]);
/** A date without a time, `YYYY-MM-DD`. */
export const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** An instant in UTC. */
export const instantSchema = z.string();

export type Term = z.infer<typeof termSchema>;
export type BillingPlan = z.infer<typeof billingPlanSchema>;
