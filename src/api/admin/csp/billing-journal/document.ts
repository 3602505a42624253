import { z } from "zod";
import { instant, paging } from "../../../http/document";

/** Who did what, when, with which details; amounts among the details are money. */
export const journalEntry = z.strictObject({
  at: instant,
  /** A mail address, or the id of what is no user. */
  actor: z.string(),
  action: z.string(),
  billing_account_id: z.string().nullable(),
  invoice_id: z.string().nullable(),
  billing_run_id: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).readonly(),
});
export type JournalEntry = z.output<typeof journalEntry>;

export const journalAnswer = z.strictObject({ entries: z.array(journalEntry), ...paging });
export type JournalAnswer = z.output<typeof journalAnswer>;
