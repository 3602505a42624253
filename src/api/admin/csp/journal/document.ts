import { z } from "zod";
import { id, instant, oneOf, paging } from "../../../http/document";

export const journalArea = oneOf(["attention", "catalog", "company", "provisioning", "billing"]);

/** Who did what to which thing, in any part of the house. */
export const journalLine = z.strictObject({
  at: instant,
  actor: z.strictObject({
    id,
    /** A mail address; null where the id is no user's and no customer's. */
    name: z.string().nullable(),
  }),
  area: journalArea,
  action: z.string(),
  object_kind: z.string(),
  object_id: z.string(),
  /** As it was written; amounts are in minor units. */
  detail: z.record(z.string(), z.unknown()).readonly(),
});
export type JournalLine = z.output<typeof journalLine>;

export const wholeJournalAnswer = z.strictObject({ lines: z.array(journalLine), ...paging });
export type WholeJournalAnswer = z.output<typeof wholeJournalAnswer>;
