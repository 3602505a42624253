/** Shapes that several answers of the store share. */
import { z } from "zod";
import { day } from "../../http/document";

/** Commitment, as the vendor writes it. */
export const term = z.enum(["P1M", "P1Y", "P3Y"]);
export type Term = z.output<typeof term>;

/** How often a term is charged. */
export const billingPlan = z.enum(["monthly", "annual", "triennial"]);
export type BillingPlan = z.output<typeof billingPlan>;

/** How long one charge lasts. */
export const chargePeriod = z.enum(["month", "year", "three_years"]);

/** The days of a line, both included. */
export const lineSpan = z.strictObject({ start_on: day, last_on: day });

/** What is wrong with one field, and how to mend it. */
export const fieldProblem = z.strictObject({ field: z.string(), message: z.string() });
export type FieldProblem = z.output<typeof fieldProblem>;
