import { z } from "zod";
import { id } from "../../../http/document";
import { page } from "../../../http/validators";
import { journalArea } from "./document";

/** Of which part of the house, which thing, or which person; without any of them the whole journal. */
export const wholeJournalQuery = z.strictObject({
  area: journalArea.optional(),
  object_kind: id.optional(),
  object_id: id.optional(),
  actor: id.optional(),
  ...page,
});
