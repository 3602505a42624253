import { z } from "zod";

/** Money: a decimal text in major units. A vendor's cost may have more decimals than the currency has coins. */
export const money = z.strictObject({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.output<typeof money>;

/** A local date, `YYYY-MM-DD`. */
export const day = z.iso.date();

/** An instant in UTC, `2026-01-31T23:59:59.000Z`. */
export const instant = z.iso.datetime();

/** A period of local dates: `end_on` is the first day after it, `last_on` the day before that. */
export const span = z.strictObject({ start_on: day, end_on: day, last_on: day });

/** What a page of a list says beside its rows: `count` is the number of rows in all. */
export const paging = { count: z.int(), limit: z.int(), offset: z.int() };

/** A thing by its id, with the name a person knows it by. */
export const named = z.strictObject({ id: z.string(), name: z.string() });
export type Named = z.output<typeof named>;

/** The id of something, in a body or a query. */
export const id = z.string("must be an id").min(1, "must be an id").max(200, "must be an id");

/** One of a few words, in a body or a query. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`);

/** A whole number, in a body. */
export const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.number(problem).int(problem).min(least, problem).max(most, problem);
};
