import { z } from "zod";
import { SEGMENTS } from "../../../../modules/catalog";

const MOST_WORDS = 8;
const whole = (least: number, most: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${most}`)
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

/** What the shop may ask of its catalogue. */
export const offersQuery = z.strictObject({
  q: z
    .string("must be one text")
    .max(100, "must be at most 100 letters")
    .default("")
    .transform((text) => text.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)),
  segment: z.enum(SEGMENTS, `must be one of ${SEGMENTS.join(", ")}`).optional(),
  category: z.string("must be one text").max(100, "must be at most 100 letters").optional(),
  limit: whole(1, 100).default(24),
  offset: whole(0, 100_000).default(0),
});
