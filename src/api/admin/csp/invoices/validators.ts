import { z } from "zod";
import { id } from "../../../http/document";
import { page, searchWords } from "../../../http/validators";
import { invoiceKind, invoiceStatus } from "./document";

/** What the partner may ask of all documents. */
export const invoicesQuery = z.strictObject({
  q: searchWords.optional(),
  kind: invoiceKind.optional(),
  status: invoiceStatus.optional(),
  account_id: id.optional(),
  run_id: id.optional(),
  ...page,
});
