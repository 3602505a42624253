import { z } from "zod";
import { oneOf } from "../../../http/document";
import { page, searchWords } from "../../../http/validators";

/** Which accounts to list. */
export const accountsQuery = z.strictObject({
  q: searchWords.optional(),
  parked: oneOf(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...page,
});
