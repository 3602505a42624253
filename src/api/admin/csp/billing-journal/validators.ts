import { z } from "zod";
import { page } from "../offers/validators";

const id = z.string("must be an id").min(1, "must be an id").optional();

/** Of which account, document or run; without any of them the whole journal. */
export const journalQuery = z.strictObject({ account_id: id, invoice_id: id, run_id: id, ...page });
