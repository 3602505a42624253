import { z } from "zod";

export const erasedAnswer = z.strictObject({ erased: z.literal(true) });
export type ErasedAnswer = z.output<typeof erasedAnswer>;

/** What the erasure of a person would do, and what keeps it from being done. */
export const erasure = z.strictObject({
  /** To be typed by whoever erases. */
  email: z.string(),
  /** Null: the person acts for no company. */
  company: z.strictObject({ id: z.string(), name: z.string(), colleagues: z.int().nonnegative() }).nullable(),
  /** In words, each something to end or to settle first. Empty: the person can be erased. */
  blocked_by: z.array(z.string()),
  goes: z.array(z.string()),
  stays: z.array(z.strictObject({ what: z.string(), why: z.string(), until: z.string() })),
});
export type Erasure = z.output<typeof erasure>;

/** Null: a customer of the shop's other goods. */
export const erasureAnswer = z.strictObject({ erasure: erasure.nullable() });
export type ErasureAnswer = z.output<typeof erasureAnswer>;
