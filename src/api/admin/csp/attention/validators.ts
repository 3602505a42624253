import { z } from "zod";
import { id, oneOf } from "../../../http/document";
import { page, wholeText } from "../../../http/validators";

/** Which items: of a kind, somebody's (`me`, `nobody`, or a user's id), waiting for at least so many days. */
export const attentionQuery = z.strictObject({
  kind: id.optional(),
  assigned: id.optional(),
  older_than_days: wholeText(0, 3650).optional(),
  with_money: oneOf(["yes"]).optional(),
  ...page,
});
export type AttentionQuery = z.output<typeof attentionQuery>;
