import { z } from "zod";
import { MAX_LINES } from "../../../../processes/purchase/rules";
import { postCartLine } from "../validators";

export const postQuote = z.strictObject({
  lines: z
    .array(postCartLine, { error: "must be a list of lines, each with plan_id and quantity" })
    .min(1, "must hold at least one line")
    .max(MAX_LINES, `must hold at most ${MAX_LINES} lines; ask for the others separately`),
});
export type PostQuote = z.infer<typeof postQuote>;
