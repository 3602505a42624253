import { z } from "zod";
import { instant } from "../../../http/document";

/** The rules of the books, each with the ids of what breaks it now. */
export const checksAnswer = z.strictObject({
  checks: z.array(z.strictObject({ name: z.string(), rule: z.string(), broken: z.array(z.string()).readonly() })),
  checked_at: instant,
});
export type ChecksAnswer = z.output<typeof checksAnswer>;
