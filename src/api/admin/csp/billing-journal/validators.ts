import { z } from "zod";
import { id } from "../../../http/document";
import { page } from "../../../http/validators";

/** Of which account, document or run; without any of them the whole journal. */
export const journalQuery = z.strictObject({
  account_id: id.optional(),
  invoice_id: id.optional(),
  run_id: id.optional(),
  ...page,
});
