import { z } from "zod";
import { day } from "../../../http/document";
import { quantity } from "../fields";

/** What whoever confirms was shown: of which term, what happens then, and with how many seats it is renewed. */
export const postConfirmation = z.strictObject({
  term_last_on: day,
  outcome: z.enum(["renew", "stop", "extend"], "must be renew, stop or extend"),
  next_quantity: quantity.nullable().default(null),
});
export type PostConfirmation = z.infer<typeof postConfirmation>;
