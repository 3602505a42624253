import { z } from "zod";
import { instant, paging } from "../../../../../http/document";

/** An account that a run set aside. */
export const failure = z.strictObject({
  account_id: z.string(),
  company_id: z.string(),
  company_name: z.string(),
  reason: z.string(),
  failed_at: instant,
});
export type Failure = z.output<typeof failure>;

export const failuresAnswer = z.strictObject({ failures: z.array(failure), ...paging });
export type FailuresAnswer = z.output<typeof failuresAnswer>;
