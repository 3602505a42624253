import { z } from "zod";
import { searchWords, wholeText } from "../../../http/validators";
import { optionKind } from "./options/document";

/** A search for what a discount can be limited to. */
export const optionsQuery = z.strictObject({
  kind: optionKind,
  q: searchWords.default(""),
  limit: wholeText(1, 100).default(20),
});
