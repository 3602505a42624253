import { z } from "zod";
import { instant, money, paging } from "../../../../../http/document";

/** A movement of an account's credit balance; `balance` is what it came to. */
export const creditEntry = z.strictObject({
  id: z.string(),
  kind: z.enum(["credit_note", "applied", "refunded", "overpaid", "adjustment"]),
  invoice_id: z.string().nullable(),
  amount: money,
  balance: money,
  reason: z.string().nullable(),
  /** A mail address, or the id of what is no user. */
  actor: z.string(),
  created_at: instant,
});
export type CreditEntry = z.output<typeof creditEntry>;

export const creditEntriesAnswer = z.strictObject({ credit_entries: z.array(creditEntry), ...paging });
export type CreditEntriesAnswer = z.output<typeof creditEntriesAnswer>;
